-- What an undone import had brought, as it stood when it was taken out: the past is read with it, its references are never
-- given again. Imports undone before this migration left nothing to keep.
create table taken_out as select proposals.*, 0::bigint as undone from proposals limit 0;

-- When each person was last here, and when the visit before had ended: only the latest two instants, for nobody but them.
-- Reading changes nothing there is to see: this is no event, and no version of anything.
create table visits (person varchar primary key, last_seen timestamp not null, before_that timestamp);

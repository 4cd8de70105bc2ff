-- What every question and decision shares, made anew at each opening of the store.

-- A text as the search compares it: no case, no accents, no ligatures, straight apostrophes.
create or replace macro plain(spoken) as
    replace(replace(replace(strip_accents(lower(nfc_normalize(spoken))), 'œ', 'oe'), 'æ', 'ae'), '’', '''');

-- What was typed, without the spaces and line breaks around it; null when nothing is left.
create or replace macro tidy(typed) as
    nullif(regexp_replace(typed, '^[\s\pZ\x{200b}\x{feff}]+|[\s\pZ\x{200b}\x{feff}]+$', '', 'g'), '');

-- The time in Paris of an instant kept in UTC: days are those of people, not of the machine.
create or replace macro in_paris(instant) as timezone('Europe/Paris', timezone('UTC', instant));

-- Whether a territory (null: all of it) covers a place.
create or replace macro covers(territory_region, territory_department, region, department) as
    (territory_region is null or territory_region = region)
    and (territory_department is null or territory_department = department);

-- The proposals a set of filters leaves on screen: an empty list means everything, every searched word must be there.
create or replace macro matching(filters) as table
    select proposals.*, statuses.stage, statuses.phase, statuses.kept, statuses.closed, statuses.position as status_position
    from proposals
    join statuses on statuses.code = proposals.status
    where (len(filters['regions']) = 0 or list_contains(filters['regions'], proposals.region))
      and (len(filters['departments']) = 0 or list_contains(filters['departments'], proposals.department))
      and (len(filters['themes']) = 0 or list_contains(filters['themes'], proposals.theme))
      and (len(filters['stages']) = 0 or list_contains(filters['stages'], statuses.stage))
      and (len(filters['statuses']) = 0 or list_contains(filters['statuses'], proposals.status))
      and (len(filters['workshops']) = 0 or list_contains(filters['workshops'], proposals.workshop))
      and (len(filters['sessions']) = 0 or list_contains(filters['sessions'], proposals.session))
      and coalesce(contains(search, plain(filters['words'][1])), true)
      and coalesce(contains(search, plain(filters['words'][2])), true)
      and coalesce(contains(search, plain(filters['words'][3])), true)
      and coalesce(contains(search, plain(filters['words'][4])), true)
      and coalesce(contains(search, plain(filters['words'][5])), true)
      and coalesce(contains(search, plain(filters['words'][6])), true)
      and (len(filters['words']) <= 6
           or len(list_filter(filters['words'][7:], lambda word: not contains(search, plain(word)))) = 0);

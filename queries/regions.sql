-- The regions of France, by name.
select code, name as label_fr, name as label_en, short, tile_row, tile_col
from regions
order by strip_accents(name);

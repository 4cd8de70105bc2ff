-- What was settled to read a kind of sheet: the field of each heading, the code of each value.
select field, heard, meant
from settled
where source = $source
order by field, heard;

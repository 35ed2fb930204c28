-- What must a reader know of which column, and how many rows does it affect now?
select
    caveat_name,
    caveat_text,
    table_name || '.' || column_name as stands_at,
    affected_row_count
from caveat
order by affected_row_count desc, caveat_name asc

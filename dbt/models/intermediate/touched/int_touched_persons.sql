-- A person's key is that of one of its names, today and before.
select {{ key(['touched_key']) }} as touched_key
from {{ ref('int_touched_names') }}

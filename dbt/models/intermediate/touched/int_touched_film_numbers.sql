select distinct {{ number_of('touched_key') }} as touched_key
from {{ ref('int_touched_known_films') }}
where touched_key <> 'unknown'

{{ config(parameters=['sought']) }}
{{ best_texts(
    ref('dim_film').include(database=false),
    ref('film_term').include(database=false),
    number='film_number',
    here=number_of('film_key'),
    text="concat_ws(' ', title, synopsis)",
    columns=[
        'film_key',
        'title',
        'release_year',
        'synopsis',
    ],
) }}

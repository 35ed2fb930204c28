{{ config(parameters=['sought']) }}
{{ best_texts(
    ref('dim_film').include(database=false),
    ref('film_term').include(database=false),
    key='film_key',
    number='film_number',
    text="concat_ws(' ', title, synopsis)",
    columns=[
        'film_key',
        'title',
        'release_year',
        'synopsis',
    ],
) }}

{{ config(parameters=['sought']) }}
{{ best_texts(
    ref('fact_review').include(database=false),
    ref('review_term').include(database=false),
    number='review_number',
    here='review_number',
    text="review_text",
    columns=[
        'review_key',
        'film_key',
        'review_text',
        'is_trusted',
    ],
) }}

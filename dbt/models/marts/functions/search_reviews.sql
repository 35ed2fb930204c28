{{ config(parameters=['sought']) }}
{{ best_texts(
    ref('fact_review').include(database=false),
    ref('review_term').include(database=false),
    key='review_key',
    number='review_number',
    text="review_text",
    columns=[
        'review_key',
        'film_key',
        'review_text',
        'is_trusted',
    ],
) }}

"""The pages in the order of the menu: a file in screens/, its address too, and its name."""

PAGES = {
    "overview": "Overview",
    "film": "Film",
    "people": "People",
    "reviews": "Reviews",
    "similarity": "Similarity",
    "providers": "Providers",
    "pipeline": "Pipeline",
    "quality": "Data quality",
}

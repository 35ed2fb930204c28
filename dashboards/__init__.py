"""Pages over the serving generation: words, layout and charts; their numbers come from queries/."""

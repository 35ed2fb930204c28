"""The pages, a file each: words and layout over show, charts and data."""

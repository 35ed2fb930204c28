"""Pictures of the sample's pages for the README: python -m tests.dashboards.screenshots HOME."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from flows import query
from flows.settings import PROJECT, load
from tests.dashboards.browser import Visit, launched, served

WIDTH, HEIGHT, COLOURS = 1280, 1180, 96
FILM = "select film_key from dim_film where title = 'The Red Shoes' and has_page"


def main(home: str) -> None:
    settings = load(home)
    with query.connect(settings) as database:
        film = query.ask(database, FILM).rows[0][0]
    addresses = {"overview": "", "film": f"film?film={film}", "reviews": "reviews"}
    with launched() as browser, served(settings.home) as address:
        for name, place in addresses.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            visit = Visit(page, f"{address}/{place}")
            page.mouse.move(0, 0)
            page.wait_for_timeout(1_000)  # what moves has come to rest
            save(visit.page.screenshot(), PROJECT / "docs" / f"dashboard-{name}.png")
            page.close()


def save(picture: bytes, path: Path) -> None:
    """Keep a picture small: two thirds of its size, few colours."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.thumbnail((WIDTH * 2 // 3, HEIGHT))
    image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])

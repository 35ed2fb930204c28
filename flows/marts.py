"""What the marts say of themselves: grain, quoted columns and sources, read from dbt's YAML.

A row's key, which of its columns quote the page, and the rows it was derived from stand beside
the columns in dbt/models/marts, under `config.meta`. There is one list of them, used by the
check of quotes and by explain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from flows.errors import WrongUsage
from flows.settings import PROJECT

_FOLDER = PROJECT / "dbt" / "models" / "marts"
_LINEAGE = {"page_key", "line_number", "byte_start", "byte_end"}


@dataclass(frozen=True)
class Source:
    """Rows of another table that columns of a mart were derived from.

    where is SQL over that table, with the row's own columns as $parameters. A table or a where
    that begins with $ stands in the row itself.
    """

    table: str
    where: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mart:
    """A published table: its grain, and where its rows come from.

    quotes: columns whose text stands in the row's span. quoted_members: keys of dimensions
    whose member's name stands there. touched: the column whose touched values an increment
    replaces the rows of, and the intermediate table that lists them.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    quotes: tuple[str, ...]
    quoted_members: Mapping[str, str]
    sources: tuple[Source, ...]
    is_view: bool
    touched: Mapping[str, str]

    @property
    def has_lineage(self) -> bool:
        """Say whether rows carry their place in a page."""
        return set(self.columns) >= _LINEAGE


def mart(name: str) -> Mart:
    """Give a mart by its name.

    Raises:
        WrongUsage: there is no such mart.

    """
    found = {one.name: one for one in marts()}
    if name not in found:
        raise WrongUsage(f"There is no table {name!r}. The tables are: {', '.join(sorted(found))}.")
    return found[name]


@lru_cache(maxsize=1)
def marts() -> tuple[Mart, ...]:
    """Give all marts, in the order of their files."""
    files = sorted(_FOLDER.rglob("*.yml"))
    return tuple(one for file in files for one in _read(file))


def _read(file: Path) -> Iterator[Mart]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(file.read_bytes(), Loader=loader)  # noqa: S506 (one of two safe loaders)
    for model in content.get("models", []):
        meta = model.get("config", {}).get("meta")
        if meta:
            yield _mart(model, meta)


def _mart(model: dict[str, Any], meta: dict[str, Any]) -> Mart:
    return Mart(
        name=meta.get("table", model["name"]),
        grain=" ".join(model["description"].split()),
        key=tuple(meta["key"]),
        columns=tuple(column["name"] for column in model["columns"]),
        quotes=tuple(meta.get("quotes", ())),
        quoted_members=meta.get("quoted_members", {}),
        sources=tuple(
            Source(one["table"], one["where"], tuple(one.get("columns", ())))
            for one in meta.get("sources", ())
        ),
        is_view=model["config"].get("materialized") == "view",
        touched=meta.get("touched", {}),
    )

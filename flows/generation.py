"""How generations are named, and which one serves.

A generation is named after what it is made of, so that the same inputs are recognised.
"""

import hashlib

import duckdb
import polars as pl

from flows.exclusions import excluded_pages
from flows.pages import template
from flows.settings import PROJECT, Settings
from flows.store import RESTORE, check_named

DBT = PROJECT / "dbt"
_SOURCES = ("models", "macros", "seeds")
SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def fingerprint(settings: Settings) -> str:
    """Name what makes rows of pages: template, models, macros, seeds, engine, exclusions."""
    digest = hashlib.sha256(f"{template.NAME} {template.VERSION} {duckdb.__version__}\n".encode())
    digest.update(" ".join(sorted(excluded_pages(settings))).encode())
    sources = [one for kind in _SOURCES for one in (DBT / kind).rglob("*.*")]
    for source in sorted([*sources, DBT / "dbt_project.yml"]):
        digest.update(f"{source.relative_to(DBT)}\n".encode() + source.read_bytes())
    return digest.hexdigest()


def generation_id(settings: Settings) -> str:
    """Name what a build would be made of: the observations, and what makes rows of them.

    Raises:
        StoreDamaged: a file of observations is not what was landed.

    """
    digest = hashlib.sha256(f"{fingerprint(settings)}\n".encode())
    for key in _observation_keys(settings):
        digest.update(key.encode())
    return digest.hexdigest()


def serving_id(settings: Settings) -> str | None:
    """Give the name of the generation that serves, None before the first."""
    if not settings.current.exists():
        return None
    return settings.current.resolve().stem


def is_published(settings: Settings, run_key: str) -> bool:
    """Say whether the serving generation was made by a run, whatever the journal says."""
    if not settings.current.exists():
        return False
    with duckdb.connect(str(settings.current.resolve()), read_only=True, config=SAFE) as database:
        found = database.execute(
            "select 1 from fact_run where run_key = ? and outcome = 'published'", [run_key]
        ).fetchone()
    return found is not None


def _observation_keys(settings: Settings) -> list[str]:
    files = sorted(settings.observations.glob("*.parquet"))
    if not files:
        return []
    for file in files:
        check_named(file, RESTORE)
    keys = pl.scan_parquet(files, glob=False).select("observation_key")
    return keys.collect()["observation_key"].sort().to_list()

"""Environment → one frozen Settings: every path and knob, all state under home.

Read once, here. The knobs and their meaning stand in docs/operations.md.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.errors import WrongUsage
from flows.machine import core_count, half_of_disk, share_of_memory
from flows.pages import template

PROJECT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024 * 1024
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,11}")
_WHOLE_NUMBERS = (
    "workers",
    "max_page_bytes",
    "max_unpacked_bytes",
    "interval_seconds",
    "fresh_hours",
)
_TEXTS = ("memory_limit", "temp_limit", "temp_folder", "cron")
_SIZE = re.compile(r"[1-9][0-9]{0,5} ?[MGT]i?B", re.IGNORECASE)
_PATTERN_SIGNS = frozenset("*?[]{}='\"")  # DuckDB and dbt read more into these in a path


def _is_used(folder: Path) -> bool:
    """Say whether a folder holds anything but hidden files."""
    return folder.is_dir() and any(not one.name.startswith(".") for one in folder.iterdir())


@dataclass(frozen=True)
class Settings:
    """Where everything of one warehouse lies, and how much a run may take."""

    home: Path
    inboxes: tuple[Path, ...]
    is_sample: bool = False
    workers: int = field(default_factory=core_count)
    memory_limit: str = field(default_factory=share_of_memory)
    temp_folder: Path | None = None
    temp_limit: str | None = None
    max_page_bytes: int = MEBIBYTE
    max_unpacked_bytes: int = 1024 * MEBIBYTE
    pages_per_pack: int = 1_000
    bytes_per_pack: int = 32 * MEBIBYTE
    cron: str | None = None
    interval_seconds: int = 3600
    fresh_hours: int = 24

    @property
    def packs(self) -> Path:
        """Folder of the raw bytes, a pack a file."""
        return self.home / "raw" / "landed" / "packs"

    @property
    def observations(self) -> Path:
        """Folder of the observations, a landing a file."""
        return self.home / "raw" / "landed" / "observations"

    @property
    def exclusions(self) -> Path:
        """Folder of what was decided on single pages, a decision a file."""
        return self.home / "raw" / "landed" / "exclusions"

    @property
    def ledger(self) -> Path:
        """File with the keyed hashes of whom and what to forget."""
        return self.home / "raw" / "landed" / "ledger"

    @property
    def forgetting(self) -> Path:
        """File that is there from a wish to forget until a run has carried it out."""
        return self.home / "raw" / "landed" / "forgetting"

    @property
    def warehouse(self) -> Path:
        """Folder of everything that runs make of the raw bytes."""
        return self.home / "warehouse"

    @property
    def parsed(self) -> Path:
        """Folder of the parsed tables of the template's current version."""
        return self.warehouse / "parsed" / template.NAME / template.VERSION

    @property
    def seen(self) -> Path:
        """Folder of the lists of files that need not be read again, an inbox a file."""
        return self.warehouse / "seen"

    @property
    def journal(self) -> Path:
        """Folder of what runs and checks said."""
        return self.warehouse / "journal"

    @property
    def generations(self) -> Path:
        """Folder of the published databases."""
        return self.warehouse / "generations"

    @property
    def current(self) -> Path:
        """Symlink to the generation that serves."""
        return self.warehouse / "current.duckdb"

    @property
    def build(self) -> Path:
        """Folder of the run that is building: candidate and scratch."""
        return self.warehouse / "build"

    @property
    def candidate(self) -> Path:
        """The database that this run builds; it serves once its audit passed."""
        return self.build / "candidate.duckdb"

    @property
    def spill(self) -> Path:
        """Folder for what DuckDB cannot hold in memory."""
        if self.temp_folder is None:
            return self.build / "spill"
        name = hashlib.md5(str(self.home).encode(), usedforsecurity=False).hexdigest()
        return self.temp_folder / f"filmhouse-{name}"

    @property
    def duckdb_config(self) -> dict[str, Any]:
        """What every DuckDB of a run is bound by: memory, threads, disk, no extension."""
        return {
            "memory_limit": self.memory_limit,
            "threads": self.workers,
            "temp_directory": str(self.spill),
            "max_temp_directory_size": self.temp_limit or half_of_disk(self.home),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }

    @property
    def scratch(self) -> Path:
        """The intermediate tables of the build; kept beside its generation."""
        return self.build / "scratch.duckdb"

    @property
    def serving(self) -> Path:
        """Link to the generation that a build brings up to date; empty in a full one."""
        return self.build / "serving.duckdb"

    @property
    def last_build(self) -> Path:
        """Link to the intermediate tables of that generation; empty in a full build."""
        return self.build / "last_build.duckdb"

    @property
    def intermediate(self) -> Path:
        """Folder of the intermediate tables of generations, by fingerprint of the build."""
        return self.warehouse / "intermediate"

    @property
    def full_size(self) -> Path:
        """File with the size of the generation that was last made anew, in bytes."""
        return self.intermediate / "full_size"

    @property
    def failed(self) -> Path:
        """Folder of the candidates of the last failed runs, for a look."""
        return self.warehouse / "failed"

    @property
    def put_aside(self) -> Path:
        """File with the ids of the generations that someone went back from."""
        return self.warehouse / "put_aside"

    @property
    def status(self) -> Path:
        """File that says what serves and how the last run ended."""
        return self.warehouse / "STATUS.json"

    @property
    def reports(self) -> Path:
        """Folder of what the checks of runs said, a page a run."""
        return self.warehouse / "reports"

    @property
    def lock(self) -> Path:
        """File that the one writer of this warehouse holds."""
        return self.warehouse / "run.lock"

    @property
    def log(self) -> Path:
        """File for the traceback of the last bug."""
        return self.warehouse / "bug.log"


def load(
    home: str | None = None,
    inboxes: tuple[str, ...] = (),
    environ: Mapping[str, str] = os.environ,
    *,
    lands: bool = False,
) -> Settings:
    """Make the settings of a command from its options and the environment.

    Without a home: the checkout's, once it has landed pages (for a command that lands some:
    also when its inbox holds any, or an inbox is named); else the sample's.

    Raises:
        WrongUsage: an inbox does not exist, or a variable has no usable value.

    """
    if home is not None and not home.strip():
        raise WrongUsage("--home names no folder.")
    home = home or environ.get("FILMHOUSE_HOME")
    found = tuple(_existing(inbox) for inbox in inboxes)
    knobs = _knobs(environ)
    if home:
        root = _home(home)
        return Settings(root, found or (root / "raw" / "inbox",), **knobs)
    inbox = PROJECT / "raw" / "inbox"
    root = _home(str(PROJECT))
    if found or (lands and _is_used(inbox)) or _is_used(PROJECT / "raw" / "landed"):
        return Settings(root, found or (inbox,), **knobs)
    return Settings(root / ".sample", (PROJECT / "raw" / "sample",), is_sample=True, **knobs)


def _home(name: str, what: str = "home") -> Path:
    try:
        path = Path(name).expanduser().resolve()
    except (RuntimeError, OSError) as error:
        raise WrongUsage(f"The {what} {name!r} cannot be used: {error}.") from None
    if path.exists() and not path.is_dir():
        raise WrongUsage(f"The {what} {name!r} is no folder.")
    if not _PATTERN_SIGNS.isdisjoint(str(path)) or not str(path).isprintable():
        signs = " ".join(sorted(_PATTERN_SIGNS))
        raise WrongUsage(f"The {what} {str(path)!r} holds one of {signs} or a control character.")
    return path


def _existing(inbox: str) -> Path:
    try:
        return Path(inbox).expanduser().resolve(strict=True)
    except (RuntimeError, OSError):
        raise WrongUsage(
            f"There is no inbox {inbox!r}. Name a folder or a file that exists."
        ) from None


def _knobs(environ: Mapping[str, str]) -> dict[str, Any]:
    knobs: dict[str, Any] = {}
    for name in _WHOLE_NUMBERS:
        text = environ.get(f"FILMHOUSE_{name.upper()}")
        if not text:
            continue
        if not _WHOLE_NUMBER.fullmatch(text):
            raise WrongUsage(f"FILMHOUSE_{name.upper()}={text!r} is no whole number above 0.")
        knobs[name] = int(text)
    for name in _TEXTS:
        if environ.get(f"FILMHOUSE_{name.upper()}"):
            knobs[name] = environ[f"FILMHOUSE_{name.upper()}"]
    for name in ("memory_limit", "temp_limit"):
        if not _SIZE.fullmatch(knobs.get(name, "1GB")):
            raise WrongUsage(f"FILMHOUSE_{name.upper()}={knobs[name]!r} is no size like 512MB.")
    if "temp_folder" in knobs:
        knobs["temp_folder"] = _home(knobs["temp_folder"], "temp folder")
    return knobs


def set_prefect_environment(settings: Settings) -> None:
    """Keep Prefect's state under home, its server on this machine, its voice off the terminal.

    Prefect reads its environment when it is imported; what the user has set stays.
    """
    for name, value in {
        "PREFECT_HOME": str(settings.warehouse / "prefect"),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": "127.0.0.1",
    }.items():
        os.environ.setdefault(name, value)

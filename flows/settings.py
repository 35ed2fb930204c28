"""Environment → one frozen Settings: every knob, and where everything lies.

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
from flows.layout import Layout
from flows.machine import core_count, half_of_disk, share_of_memory

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
class Settings(Layout):
    """Where everything of one warehouse lies, what it lands, and how much a run may take."""

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
            "dynamic_or_filter_threshold": 1000,  # rows found by so many places are read apart
        }


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

"""One stage of a run in a process of its own, which tells its CPU seconds.

The start of the interpreter and the imports are apart; dbt's are not, it is a process itself.
Great Expectations is imported by the checks alone, so that no other peak holds it.
Packs are parsed by one process, as each worker of the pool does it.
"""

import hashlib
import os
import resource
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

import zstandard

from flows import journal
from flows.build import build
from flows.generation import generation_id
from flows.journal import RunRecord
from flows.land import land
from flows.parse import parse, parse_pack
from flows.publish import publish, tidy
from flows.settings import Settings, load
from flows.spans import check_quotes

RUN = RunRecord("run", "running", datetime(2024, 3, 4))


def floor(settings: Settings) -> object:
    """Read, hash and pack every file: what no pipeline can do without."""
    compressor, total = zstandard.ZstdCompressor(level=3), 0
    for folder, _, names in os.walk(settings.inboxes[0]):
        for name in names:
            with open(f"{folder}/{name}", "rb", buffering=0) as file:
                raw = file.read()
            hashlib.sha256(raw).hexdigest()
            total += len(compressor.compress(raw))
    return total


def parse_in_place(settings: Settings) -> object:
    packs = [pack for pack in sorted(settings.packs.iterdir()) if not _is_parsed(settings, pack)]
    for pack in packs:
        parse_pack(pack, settings.parsed)
    return parse(settings)  # nothing is left to parse; what is no longer there goes


def _is_parsed(settings: Settings, pack: Path) -> bool:
    return (settings.parsed / "pages" / pack.name).exists()


def build_and_test(settings: Settings) -> object:
    journal.begin(settings, RUN)
    return build(settings)


def check_pages(settings: Settings) -> object:
    return import_module("flows.check").check_border(settings)


def check_tables(settings: Settings) -> object:
    return import_module("flows.check").check_gate(settings)


def quotes(settings: Settings) -> object:
    return check_quotes(settings, is_increment=settings.last_build.is_symlink())


def publish_it(settings: Settings) -> object:
    journal.write_checks(settings, RUN.run_key, ())
    publish(settings, RUN, generation_id(settings))
    tidy(settings)
    return None


STAGES: dict[str, Callable[[Settings], object]] = {
    "floor": floor,
    "land": land,
    "parse": parse_in_place,
    "check pages": check_pages,
    "build": build_and_test,
    "check quotes": quotes,
    "check tables": check_tables,
    "publish": publish_it,
}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    settings = load(sys.argv[2], tuple(sys.argv[3:]))
    if sys.argv[1] in ("check pages", "check tables"):
        import_module("flows.check")
    before = _cpu()
    STAGES[sys.argv[1]](settings)
    print(_cpu() - before)

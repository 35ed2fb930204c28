"""Which checks there are: the names in expectations/, without what evaluates them."""

import difflib
from collections.abc import Iterable

import yaml

from flows.errors import WrongUsage
from flows.settings import PROJECT

_SUITES = PROJECT / "expectations"


def known_checks(names: Iterable[str]) -> frozenset[str]:
    """Give names of checks that someone accepts the failure of.

    Raises:
        WrongUsage: there is no check of such a name.

    """
    asked, known = frozenset(names), _check_names() if names else frozenset()
    for name in sorted(asked - known):
        close = difflib.get_close_matches(name, known, n=3)
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise WrongUsage(f"There is no check {name!r}.{hint} A failed run names its checks.")
    return asked


def _check_names() -> frozenset[str]:
    files = sorted(_SUITES.glob("*.yml"))
    suites = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return frozenset(one["meta"]["name"] for suite in suites for one in suite["expectations"])

"""What takes long is made beside the first tests, which need none of it: a process of its own.

It starts the Prefect server, publishes the sample through it, and makes what else is asked for.
Each is said with a line of JSON on its output. It ends, with the server, when its input does.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.schedule import server
from flows.settings import PROJECT, Settings, set_prefect_environment
from tests.histories import judge
from tests.hostile import make_hostile
from tests.warehouses import Sample, build_sample, publish_real_page, publish_sample

MAKERS: dict[str, Callable[[Sample, Path], dict[str, Any]]] = {
    "sample_build": lambda sample, folder: build_sample(sample, folder)._asdict(),
    "judged": lambda _, folder: judge(folder)._asdict(),
    "real_home": lambda _, folder: publish_real_page(folder),
    "hostile_home": lambda _, folder: make_hostile(folder),
}


class Ahead:
    """The process as the tests see it; what it says is waited for when it is asked for."""

    def __init__(self, folder: Path, asked: set[str]) -> None:
        self.folder, self.log = folder, folder / "ahead.log"
        command = [sys.executable, "-m", "tests.ahead", str(folder), *sorted(asked)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=PROJECT
            )
        self.said: dict[str, Any] = {}

    def __enter__(self) -> "Ahead":
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.communicate()

    def wait_for(self, name: str) -> Any:
        """Give what was made under a name; a process that ended says why in its log."""
        assert self.process.stdout
        while name not in self.said:
            line = self.process.stdout.readline()
            assert line, self.log.read_text()
            self.said |= json.loads(line)
        return self.said[name]


def make(folder: Path, asked: set[str]) -> None:
    before = dict(os.environ)
    settings = Settings(folder / "prefect", ())
    settings.warehouse.mkdir(parents=True)
    set_prefect_environment(settings)
    with server(settings):
        say("server", dict(os.environ.items() - before.items()))
        (folder / "sample").mkdir()
        sample = publish_sample(folder / "sample")
        say("sample", vars(sample.first))
        for name, maker in MAKERS.items():
            if name in asked:
                say(name, maker(sample, folder / name))
        sys.stdin.read()


def say(name: str, what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({name: what}, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    make(Path(sys.argv[1]), set(sys.argv[2:]))

"""Where everything of one warehouse lies: all state is below its home."""

from dataclasses import dataclass
from pathlib import Path

from flows.pages import template


@dataclass(frozen=True)
class Layout:
    """The files and folders below a home."""

    home: Path

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

"""What can stop a run, each with its exit code and a message that says what to do.

Raised for operators only: content of pages never raises, it becomes a defect.
"""


class FilmhouseError(Exception):
    """Base of all: a message for the person at the terminal, and the process's exit code."""

    exit_code = 4


class AuditFailed(FilmhouseError):
    """A critical expectation failed; the last good generation still serves."""

    exit_code = 1


class WrongUsage(FilmhouseError):
    """The command's words are off, or there is nothing to work on."""

    exit_code = 2


class WarehouseBusy(FilmhouseError):
    """Another run holds this warehouse."""

    exit_code = 3


class StoreDamaged(FilmhouseError):
    """A file of raw, parsed or the generations is not what was written."""


class BuildFailed(FilmhouseError):
    """Dbt could not build the candidate, or one of its tests failed: our bug."""

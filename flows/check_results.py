"""What checks say: frozen results that hold numbers and our own words, never page text."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class CheckResult:
    """What one expectation said of one table; severity is the one that counts in this run."""

    suite: str
    table_name: str
    check_name: str
    severity: str
    success: bool
    observed_value: str | None
    checked_at: datetime
    failed_rows: int | None
    note: str
    advice: str


@dataclass(frozen=True)
class CheckOutcome:
    """What all suites of one place said."""

    results: tuple[CheckResult, ...]

    def accepting(self, accepted: frozenset[str]) -> "CheckOutcome":
        """Give the same with the failures that someone accepted, by the names of their checks."""
        return CheckOutcome(tuple(_accepted(one, accepted) for one in self.results))

    @property
    def passed(self) -> int:
        """Count of the expectations that were met."""
        return sum(result.success for result in self.results)

    @property
    def failed(self) -> int:
        """Count of the expectations that were not met."""
        return len(self.results) - self.passed

    @property
    def critical_failures(self) -> tuple[CheckResult, ...]:
        """What forbids to publish."""
        return self._failures("critical")

    @property
    def accepted(self) -> tuple[CheckResult, ...]:
        """What someone let pass this time."""
        return self._failures("accepted")

    @property
    def warnings(self) -> tuple[CheckResult, ...]:
        """What is worth a look and forbids nothing."""
        return self._failures("warning")

    def _failures(self, severity: str) -> tuple[CheckResult, ...]:
        failures = (result for result in self.results if not result.success)
        return tuple(result for result in failures if result.severity == severity)


def _accepted(result: CheckResult, accepted: frozenset[str]) -> CheckResult:
    is_accepted = not result.success and result.check_name in accepted
    return replace(result, severity="accepted") if is_accepted else result


def describe(result: CheckResult) -> str:
    """Tell a failure: check, table, rows, what is believed and what to do; no page text."""
    count = result.failed_rows
    rows = "" if count is None else f", {count:,} row{'' if count == 1 else 's'}"
    lines = [
        f"{result.severity}: {result.check_name} in {result.table_name}{rows}"
        f" (found {result.observed_value or 'nothing'})",
        f"  believed: {result.note}",
        f"  to do:    {result.advice}",
    ]
    return "\n".join(lines)

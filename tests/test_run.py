"""One run at a time, and a line in the journal however it ends."""

import os
import subprocess
import sys
import time

import pytest

from flows import journal, run
from flows.check_results import CheckOutcome, CheckResult
from flows.errors import AuditFailed, FilmhouseError, WarehouseBusy, WrongUsage
from flows.lock import lock
from flows.machine import now
from flows.settings import Settings
from flows.steps import Run, Wishes, audited

HOLDER = """
import sys
from pathlib import Path
from flows.lock import lock
from flows.settings import Settings
with lock(Settings(Path(sys.argv[1]), ())):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(settings: Settings) -> "subprocess.Popen[str]":
    """Another process that holds the warehouse until its input ends."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLDER, str(settings.home)]
    other = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    yield other
    with other:
        other.kill()


def test_a_second_run_names_the_holder_and_leaves_no_trace(
    holder: "subprocess.Popen[str]", settings: Settings
) -> None:
    with pytest.raises(WarehouseBusy, match=rf"process {holder.pid}, since 20\d\d-.* UTC") as busy:
        run.run(settings)
    assert busy.value.exit_code == 3
    assert journal.last_run(settings) is None


def test_the_lock_ends_with_its_process(
    holder: "subprocess.Popen[str]", settings: Settings
) -> None:
    holder.kill()
    holder.wait()
    with lock(settings):
        assert f"process {os.getpid()}," in settings.lock.read_text()
    with lock(settings):  # and with its block
        pass


@pytest.mark.parametrize("before", ["", "process 5000000, since 2024-03-04 12:00:00 UTC"])
def test_a_holder_that_has_only_just_the_lock_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    """Until it says who it is, the file names nobody or the run before."""
    with lock(settings):
        own = settings.lock.read_text()
        settings.lock.write_text(before)
        monkeypatch.setattr(time, "sleep", lambda _seconds: settings.lock.write_text(own))
        with pytest.raises(WarehouseBusy, match=f"process {os.getpid()}, since "):
            run.run(settings)


def test_with_nothing_landed_the_message_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(WrongUsage, match=str(settings.inboxes[0])) as raised:
        run.run(settings)
    assert raised.value.exit_code == 2
    last = journal.last_run(settings)
    assert last is not None
    assert (last.outcome, last.error) == ("failed", str(raised.value))
    assert last.finished_at is not None
    assert not settings.log.exists()


def test_an_unexpected_error_leaves_a_row_and_a_log(settings: Settings) -> None:
    (settings.inboxes[0] / "a.txt").write_bytes(b"a")

    def fail(_this: Run) -> None:
        raise ZeroDivisionError("text of a page")

    with pytest.raises(FilmhouseError, match="ZeroDivisionError") as raised:
        run.run(settings, fail)
    assert raised.value.exit_code == 4
    assert str(settings.log) in str(raised.value)
    assert "text of a page" not in str(raised.value)
    assert "text of a page" in settings.log.read_text()
    last = journal.last_run(settings)
    assert last is not None
    assert (last.outcome, last.error, last.pages_landed) == ("failed", "ZeroDivisionError", 1)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_run_is_told_and_raised(
    error: type[BaseException], settings: Settings
) -> None:
    (settings.inboxes[0] / "a.txt").write_bytes(b"a")

    def stop(_this: Run) -> None:
        raise error

    with pytest.raises(error):
        run.run(settings, stop)
    last = journal.last_run(settings)
    assert last is not None
    assert (last.outcome, last.error) == ("failed", error.__name__)
    assert not settings.log.exists()


def test_a_killed_run_is_closed_by_the_next_one(settings: Settings) -> None:
    journal.write_run(settings, journal.RunRecord("20240101T000000Z-00", "running", now()))
    with pytest.raises(WrongUsage):
        run.run(settings)
    found = [journal._runs(settings, last=9)["outcome"].to_list()]
    assert found == [["interrupted", "failed"]]


@pytest.mark.parametrize(("full_refresh", "expected"), [(False, "up_to_date"), (True, "running")])
def test_a_full_refresh_is_carried_out_with_nothing_new(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, *, full_refresh: bool, expected: str
) -> None:
    (settings.inboxes[0] / "a.txt").write_bytes(b"a")
    monkeypatch.setattr(run, "_is_known", lambda _this: True)
    monkeypatch.setattr(run, "tidy", lambda _settings: None)
    carried_out: list[str] = []
    done = run.run(
        settings,
        lambda this: carried_out.append(this.record.outcome),
        wishes=Wishes(full_refresh),
    )
    assert carried_out == ([expected] if full_refresh else [])
    assert done.record.outcome == expected


def test_an_accepted_failure_stops_nothing_and_is_recorded(settings: Settings) -> None:
    journal.begin(settings, journal.RunRecord("20240101T000000Z-00", "running", now()))
    record = journal.RunRecord("20240101T000000Z-01", "running", now())
    outcome = CheckOutcome((_failure("pages_readable"), _failure("pages_with_credits")))
    both = frozenset({"pages_readable", "pages_with_credits"})
    this = Run(settings, record, lambda *_: None, Wishes(accepted=both))
    assert audited(this, outcome).critical_failures == ()
    found = journal.failed_checks(settings, record.run_key)
    assert [one["severity"] for one in found] == ["accepted", "accepted"]
    one_only = Wishes(accepted=frozenset({"pages_readable"}))
    this = Run(settings, record, lambda *_: None, one_only)
    with pytest.raises(AuditFailed, match="critical: pages_with_credits") as raised:
        audited(this, outcome)
    assert "pages_readable" not in str(raised.value)
    found = journal.failed_checks(settings, record.run_key)
    assert [one["severity"] for one in found] == ["critical", "accepted"]


def _failure(name: str) -> CheckResult:
    return CheckResult("parsed_pages", "parsed_pages", name, "critical", False, "9/9",
                       now(), 9, "note", "advice")  # fmt: skip

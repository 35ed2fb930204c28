"""Judgements on names: what is malformed or contradicts is told with its line and stops a run."""

from pathlib import Path

import pytest

from flows.errors import WrongUsage
from flows.judgements import COLUMNS, FILE, check_judgements

PLACE = f"{'a' * 64},10,20,ann,2024-03-04"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "person_judgement.csv"


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join((",".join(COLUMNS), *lines, "")), "utf-8")
    return file


def test_the_judgements_of_this_project_hold() -> None:
    assert check_judgements(FILE) >= 1


def test_judgements_that_agree_are_counted(file: Path) -> None:
    write(
        file,
        f"Adolf,Anton,same,{PLACE}",
        f"Anton,A. Walbrook,same,{PLACE}",
        f"Adolf,Moira,different,{PLACE}",
        f"Anton,Marius,unsure,{PLACE}",
        f'"Sammy Davis, Jr.",Sammy Davis,same,{PLACE}',
        "",
    )
    assert check_judgements(file) == 5


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"Adolf,,same,{PLACE}", "a name is missing"),
        (f"Adolf,Anton,equal,{PLACE}", "'equal' is no judgement"),
        ("Adolf,Anton,same,p1,10,20,ann,2024-03-04", "'p1' is no page_key"),
        (f"Adolf,Anton,same,{'a' * 64},20,10,ann,2024-03-04", "is no span"),
        (f"Adolf,Anton,same,{'a' * 64},-1,10,ann,2024-03-04", "is no span"),
        (f"Adolf,Anton,same,{'a' * 64},1,10, ,2024-03-04", "judged_by is missing"),
        (f"Adolf,Anton,same,{'a' * 64},1,10,ann,2024-02-30", "'2024-02-30' is no day"),
        (f"Adolf,Anton,same,{'a' * 64},1,10,ann,20240304", "'20240304' is no day"),
        ("Adolf,Anton,same", "there are 3 values"),
        (f"MOIRA,Moira,different,{PLACE}", "one name but for case"),
    ],
)
def test_a_malformed_line_is_named_with_its_number(file: Path, line: str, said: str) -> None:
    write(file, f"Ann,Bob,unsure,{PLACE}", line)
    with pytest.raises(WrongUsage, match=r"person_judgement\.csv:3: ") as caught:
        check_judgements(file)
    assert said in str(caught.value)


def test_a_pair_is_judged_once_whichever_way_round(file: Path) -> None:
    write(file, f"Adolf,Anton,same,{PLACE}", f"ANTON,Adolf,unsure,{PLACE}")
    with pytest.raises(WrongUsage, match=r":3: line 2 judges 'ANTON' and 'Adolf' too"):
        check_judgements(file)


def test_a_contradiction_over_steps_is_named_with_all_its_lines(file: Path) -> None:
    write(
        file,
        f"Adolf,Anton,same,{PLACE}",
        f"Moira,Maura,same,{PLACE}",
        f"Anton,A. Walbrook,same,{PLACE}",
        f"a. walbrook,Adolf,different,{PLACE}",
    )
    with pytest.raises(WrongUsage, match=r":5: 'a\. walbrook' and 'Adolf'.*lines 2, 4\."):
        check_judgements(file)


def test_another_header_or_encoding_is_told(file: Path) -> None:
    file.write_text("name,other\n")
    with pytest.raises(WrongUsage, match=":1: the first line must be form_a,form_b"):
        check_judgements(file)
    file.write_bytes(",".join(COLUMNS).encode() + b"\nAdolf,Wohlbr\xfcck,same\n")
    with pytest.raises(WrongUsage, match="UTF-8"):
        check_judgements(file)

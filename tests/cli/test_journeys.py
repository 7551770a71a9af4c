"""`timetax journey`, `journeys` and `catalogues` as processes."""

import json
from pathlib import Path

import pytest

from tests.console import run

HERE = "tests/examples/good/journeys.yaml"


def test_what_cannot_be_used_ends_with_a_message_and_exit_code_2() -> None:
    for arguments, message in (
        (f"journey getting-a-pet {HERE} --with cat=old", "--with: error: 'cat' is no trait of"),
        ("journey getting-a-pet examples/city.yaml", "the catalogue has no journeys"),
        ("whatif ssi-claim-online --with income=little", "add --journey LIFE_EVENT"),
        (
            "whatif ssi-claim-online --journey disability --sweep a=0:1:1",
            "--sweep and --solve are about totals",
        ),
    ):
        done = run(f"timetax {arguments}")
        assert done.returncode == 2, arguments
        assert message in done.stderr
        assert done.stdout == ""


def test_a_reform_for_one_person_stands_beside_its_totals_in_data() -> None:
    done = run(
        "timetax whatif disaster-aid-applied-for-once --journey recovering-from-disaster "
        "--with owns_business=yes --format json"
    )
    made = json.loads(done.stdout)
    before = made["journey"]["before"]["total"]["active_minutes"]
    (after,) = made["journey"]["scenarios"]
    assert made["timetax_whatif"] == 1
    assert before > after["after"]["total"]["active_minutes"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "md"])
def test_a_journey_is_written_in_the_format_of_a_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"journey.{suffix}"
    assert run(f"timetax journey getting-a-pet {HERE} -o {path}").returncode == 0
    assert path.stat().st_size > 0


def test_journeys_of_the_second_catalogue_are_listed() -> None:
    done = run("timetax journeys -c canada --format csv")
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == [
        "birth-early-childhood",
        "approaching-retirement",
    ]

"""Each answer that a question about a table names is taken, and gives the total that it says."""

import math
import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from timetax.cli.reading import ReadingArguments
from timetax.engine.burden import with_burden
from timetax.findings import InputError
from timetax.read.to_tables import tables_at

FULL = "Agency,Title,Respondents,Responses per respondent,Hours per response"
TOTALS = "Agency,Title,Responses,Hours per response,Annual hours"
REPEATED = {"--map": "headings", "--rows": "rows", "--scale": "scale", "--fill": "fill"}
ADVICE = re.compile(r"`(--[^`]+)`")

ASKED: dict[str, tuple[str, Mapping[str, float]]] = {
    "a label of a total that sums nothing": (
        f"{FULL}\nIRS,Form A,100,1,2\nIRS,Total disability claim,30,1,1\nIRS,Form C,10,1,1\n",
        {"--rows keep:3": 240, "--rows drop:3": 210},
    ),
    "a sum that has no label": (
        f"{FULL},Annual hours\nIRS,Form A,1010,1,1,1010\nIRS,Form B,2030,1,1,2030\n"
        "IRS,Form C,507,1,1,507\nIRS,Programme,3547,1,1,3547\n",
        {"--rows keep:5": 7_094, "--rows drop:5": 3_547},
    ),
    "printed hours a thousand times too high": (
        f"{FULL},Annual hours\nIRS,Form A,10,1,0.5,5000\nIRS,Form B,20,1,0.3,6000\n",
        {'--scale Respondents=1000': 11_000, '--map "Annual hours"=ignore': 11},
    ),
    "printed hours in thousands": (
        f"{FULL},Annual hours\nIRS,Form A,10000,1,30,300\nIRS,Form B,20000,1,15.2,304\n",
        {'--scale "Annual hours"=1000': 604_000, '--map "Annual hours"=ignore': 604_000},
    ),
    "minutes under a heading of hours": (
        f"{FULL},Annual hours\nIRS,Form A,10,1,30,5\nIRS,Form B,20,1,15,5\n",
        {'--map "Hours per response"=minutes_per_response': 10, '--map "Annual hours"=ignore': 600},
    ),
    "round figures that sum a group": (
        f"{TOTALS}\nSSA,Form A,1000,.5,500\nSSA,Form B,2000,.25,500\nSSA,Dogs,3000,.333,1000\n"
        "FNS,Form C,100,1,100\n",
        {"--rows keep:4": 2_099, "--rows drop:4": 1_100},
    ),
    "parts of the row above": (
        f"{FULL}\nIRS,Form A,100,1,1\nIRS,of which: online,80,1,1\nIRS,davon Papier,20,1,1\n",
        {"--rows drop:3,4": 100, "--rows keep:3,4": 200},
    ),
    "a block that sums the rest": (
        f"{FULL}\nIRS,Form A,1010,1,1\nIRS,Form B,2030,1,1\nVA,Form C,507,1,1\nVA,Form D,41,1,1\n"
        "IRS,Inland,3040,1,1\nVA,Veterans,548,1,1\n",
        {"--rows keep:6,7": 7_176, "--rows drop:6,7": 3_588},
    ),
    "a guessed total that breaks the file's own": (
        f"{FULL},Annual hours\nSSA,Form A,1,1,0.08,0.08\nSSA,Form B,1300,1,2,2600\n"
        "VA,Total disability claim,1300,1,2,2600\nIRS,Form D,1600,4,98,627200\n"
        ",Subtotal,,,,632400.08\n",
        {"--rows keep:4": 632_400.08, "--rows drop:4": 629_800.08},
    ),
    "a sum of one row without a label where other groups have one": (
        f"{TOTALS}\nSSA,Form A,54,0.5,27\nSSA,All together,54,0.5,27\nFNS,Form B,6540,0.5,3270\n"
        ",Summe,6540,0.5,3270\n",
        {"--rows keep:3": 3_324, "--rows drop:3": 3_297},
    ),
    "a sum without a label of a form that speaks of a total": (
        f"{FULL},Annual hours\n,TOTAL OF ALL PAGES,75,,,216\nSSA,Form A,51,1,4,204\n"
        ",Totals,51,,,204\nVA,Total disability claim,24,1,0.5,12\nVA,Programme,24,,,12\n",
        {"--rows keep:6": 228, "--rows drop:6": 216},
    ),
    "the decimal mark": (
        "Agency,Title,Annual responses,Minutes per response\n"
        "IRS,Form A,1.234,30\nVA,Form B,10,30\n",
        {"--decimal .": 5.617, "--decimal ,": 622},
    ),
    "agencies given once": (
        "Department,Agency,Title,Annual responses,Hours per response\n"
        "Treasury,IRS,Form A,10,1\n,FMS,Form B,20,1\nDefense,Army,Form C,30,1\n,Navy,Form D,40,1\n",
        {"--levels down": 100, "--levels none": 100},
    ),
    "thousands above the table": (
        "(in thousands),,,\nAgency,Title,Annual responses,Hours per response\n"
        "IRS,Form A,10,1\nVA,Form B,20,1\n",
        {"--scale 1000": 30_000, "--scale 1": 30},
    ),
    "two columns of the same": (
        "Agency,Title,Annual responses,Total annual responses,Hours per response\n"
        "IRS,Form A,10,11,1\nVA,Form B,20,22,1\n",
        {'--map "Total annual responses"=ignore': 30, '--map "Annual responses"=ignore': 33},
    ),
    "a time without a unit": (
        "Agency,Title,Annual responses,Time per response\nIRS,Form A,60,2\nVA,Form B,30,2\n",
        {
            '--map "Time per response"=minutes_per_response': 3,
            '--map "Time per response"=hours_per_response': 180,
        },
    ),
    "several years": (
        "Agency,Title,Year,Annual responses,Hours per response\n"
        "IRS,Form A,2023,10,1\nIRS,Form A,2024,20,1\nVA,Form B,2023,5,1\nVA,Form B,2024,7,1\n",
        {"--year 2024": 27, "--year 2023": 15, "--year newest": 27, "--year all": 42},
    ),
    "a column that may be the frequency": (
        "Agency,Title,Respondents,Rounds,Hours per response\nIRS,Form A,10,2,1\nVA,Form B,20,3,1\n",
        {
            "--map Rounds=responses_per_respondent": 80,
            "--map Rounds=responses": 5,
            "--map Rounds=ignore": 30,
        },
    ),
    "money that may be the value of time": (
        f"{TOTALS},Annual cost\nIRS,Form A,10,1,10,300\nVA,Form B,20,2,40,1200\n",
        {'--map "Annual cost"=ignore': 50, '--map "Annual cost"=published_cost': 50},
    ),
    "how often in words": (
        "Agency,Title,Respondents,Timing,Hours per response\n"
        "IRS,Form A,10,Quarterly,1\nVA,Form B,20,Monthly,1\n",
        {"--map Timing=frequency": 280, "--map Timing=ignore": 30},
    ),
    "a second table below": (
        f"{FULL}\nIRS,Form A,10,1,1\nAgency,Title,Respondents,Responses per respondent,"
        "Minutes per response\nVA,Form B,20,1,30\n",
        {"--rows drop:3-4": 10},
    ),
    "an agency for all rows": (
        "Title,Annual responses,Hours per response\nForm A,10,1\n",
        {"--fill agency=IRS": 10},
    ),
    "a row without a title": (
        "Agency,Title,Annual responses,Hours per response\n"
        "IRS,Form A,17,1\nIRS,,31,2\nVA,Form C,20,1\n",
        {"--rows drop:3": 37},
    ),
    "a heading that says too little": (
        "Agency,Title,Annual responses,Burden\nIRS,Form A,18,30\nVA,Form C,20,24\n",
        {
            "--map Burden=published_hours": 54,
            "--map Burden=minutes_per_response": 17,
            "--map Burden=ignore": 0,
        },
    ),
    "responses that may be of each": (
        "Agency,Title,Respondents,Responses,Hours per response\n"
        "IRS,Form A,100,2,1\nVA,Form C,50,4,1\n",
        {"--map Responses=responses_per_respondent": 400, "--map Responses=responses": 6},
    ),
    "thousands above two columns": (
        "(in thousands),,,,\nAgency,Title,Respondents,Annual responses,Hours per response\n"
        "IRS,Form A,10,30000,1\nVA,Form B,20,40000,1\n",
        {
            "--scale 1000": 70_000_000,
            "--scale Respondents=1000": 70_000,
            '--scale "Annual responses"=1000': 70_000_000,
            "--scale 1": 70_000,
        },
    ),
    "a column that cannot be read": (
        "Agency,Title,Annual responses,Hours per response,Expiration date\n"
        + "".join(f"IRS,Form {each},{each}7,1,soon\n" for each in range(1, 30)),
        {'--map "Expiration date"=ignore': 4_553},
    ),
}  # fmt: skip


def hours(at: Path, options: str = "") -> float:
    given: dict[str, object] = {}
    words = shlex.split(options)
    for option, value in zip(words[::2], words[1::2], strict=True):
        name = REPEATED.get(option, option.removeprefix("--"))
        given[name] = [value] if option in REPEATED else value
    with ReadingArguments(**given).options() as reading:  # type: ignore[arg-type]
        forms = with_burden(tables_at([str(at)], reading)).forms
    return math.fsum(forms["burden_hours"].dropna())


@pytest.mark.parametrize("kind", ASKED)
def test_each_answer_to_a_question_gives_its_total(kind: str, tmp_path: Path) -> None:
    text, answers = ASKED[kind]
    at = tmp_path / "forms.csv"
    at.write_text(text)
    with pytest.raises(InputError) as error:
        hours(at)
    (finding,) = error.value.findings
    advice = [each for each in ADVICE.findall(finding.message) if "HEADING" not in each]
    assert advice == list(answers)
    assert {each: hours(at, each) for each in answers} == pytest.approx(answers)


def test_totals_without_a_label_are_left_out_of_a_large_table_too(tmp_path: Path) -> None:
    lines, right = [f"{FULL},Annual hours"], 0
    for group in range(200):
        figures = [(group * 7 + form * 13) % 900 + 10 for form in range(4)]
        lines += [f"IRS,Form {group}-{i},{each},1,1,{each}" for i, each in enumerate(figures)]
        lines.append(f"IRS,Programme {group},{sum(figures)},,1,")
        right += sum(figures)
    at = tmp_path / "forms.csv"
    at.write_text("\n".join(lines))
    assert hours(at) == right

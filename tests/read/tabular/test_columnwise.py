"""The road by columns gives what the road by way of the catalogue gives, or leaves it to that."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.read.tabular.tables import assert_same_tables, csv_of
from timetax.catalogue.document import CatalogueFile
from timetax.catalogue.form import Form
from timetax.catalogue.value_types import Text
from timetax.findings import InputError
from timetax.read.inputs import read_inputs
from timetax.read.options import ReadOptions
from timetax.read.tabular import texts
from timetax.read.tabular.columnwise import are_texts
from timetax.read.tabular.columnwise import tables_of as tables_of_columns
from timetax.read.tabular.model import TableOptions
from timetax.read.to_catalogue import load
from timetax.read.to_tables import tables_at
from timetax.tables.layouts import Tables
from timetax.tables.tabulate import tabulate

TABLES = sorted(Path(__file__).parents[2].rglob("*.[ct]sv"))
FULL = {
    "Id": ["a", "b", "c", "d"],
    "Title": ["Dog licence", "Passport", "Tax return", "Census"],
    "Department": ["State", "Treasury", "Treasury", "Commerce"],
    "Bureau": ["Consular", "IRS", "IRS", ""],
    "Form number": ["D-1", "DS-82", "1040", ""],
    "OMB control number": ["0503-0007", "1405-0020", "15450074", ""],
    "ICR reference": ["202401-1545-001", "", "", ""],
    "Life events": ["pets", "travel; pets", "", "moving: 0.4; birth 60%"],
    "Affected public": ["individuals", "Business or other for-profits", "", "individuals; federal"],
    "Obligation": ["Mandatory", "voluntary", "", "required to obtain or retain benefits"],
    "Online": ["yes", "no", "", "partly"],
    "Line of business": ["animals", "", "", "statistics"],
    "Frequency": ["Annually", "", "", "once"],
    "Year": ["2024", "FY 2023", "", "2020"],
    "# of respondents": ["12,000", "1,234,567", "", "0"],
    "Responses per respondent": ["1/3", "2", "", ""],
    "Annual responses": ["4,000", "", "900", ""],
    "Hours per response": ["0.25", "1/6", "", "n/a"],
    "Annual hours": ["1,000", "", "450.5", ""],
    "Annual cost": ["$5,000", "", "1 million", ""],
    "Cost per response": ["", "$12.50", "", ""],
    "Previous hours": ["900", "", "", ""],
    "Change in burden hours": ["-100", "(5)", "+7", ""],
    "Source": ["a page", "", "another", "a page"],
    "URL": ["https://example.org/a", "", "https://example.org/c", ""],
    "Source date": ["2024-05-01", "", "2024-06-30", ""],
    "Expiration date": ["2027-06-30", "", "", "2026-01-31"],
    "Unit": ["", "a trip", "", ""],
    "Note": ["careful", "", "", ""],
    "Excluded": ["", "", "", "not ours"],
}


def written(at: Path, content: bytes | str) -> str:
    at.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(at)


def table(at: Path, columns: Mapping[str, Sequence[str]], delimiter: str = ",") -> str:
    rows = [list(columns), *zip(*columns.values(), strict=True)]
    return written(at / "forms.csv", csv_of(rows, delimiter))


def quickly(path: str, options: ReadOptions) -> Tables | None:
    (only,) = read_inputs([path], options)
    return tables_of_columns(only.columns) if only.columns and not only.findings else None


def slowly(path: str, options: ReadOptions) -> Tables | None:
    try:
        return tabulate(load(path, options=options))
    except InputError:
        return None


def same(path: str, *, taken: bool = True, **tables: Any) -> Tables | None:
    """Return the tables of either road, which are equal; by columns if that road is `taken`."""
    options = ReadOptions(TableOptions(**tables))
    fast, slow = quickly(path, options), slowly(path, options)
    assert (fast is not None) is taken
    if fast is not None:
        assert slow is not None
        assert_same_tables(fast, slow)
    return slow


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.name))
def test_both_roads_agree_on_every_table_of_the_tests(path: Path) -> None:
    options = ReadOptions()
    fast = quickly(str(path), options)
    same(str(path), taken=fast is not None)


def test_a_table_with_every_common_column_takes_the_road_by_columns(tmp_path: Path) -> None:
    same(table(tmp_path, FULL))


def test_columns_of_distinct_texts_take_the_same_road(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "ENOUGH_TO_SEE", 1)
    same(table(tmp_path, FULL))


@given(st.one_of(st.none(), st.text(max_size=3), st.text(" \x1c\x85\xa0\u3000\u200ba", max_size=3)))
def test_texts_that_are_taken_as_they_are_are_those_that_the_schema_would_not_change(
    text: str | None,
) -> None:
    if are_texts([text], none=False):
        assert TypeAdapter(Text).validate_python(text) == text
    if are_texts([text], none=True):
        assert TypeAdapter[str | None](Text | None).validate_python(text) == text


@pytest.mark.parametrize("heading", FULL)
def test_any_column_may_stand_alone_beside_those_that_are_needed(
    tmp_path: Path, heading: str
) -> None:
    needed = {key: FULL[key] for key in ("Title", "Department")}
    same(table(tmp_path, needed | {heading: FULL[heading]}))


@pytest.mark.parametrize("heading", sorted(FULL.keys() - {"Title", "Department"}))
def test_any_other_column_may_be_missing(tmp_path: Path, heading: str) -> None:
    same(table(tmp_path, {key: each for key, each in FULL.items() if key != heading}))


@pytest.mark.parametrize("heading", sorted(FULL.keys() - {"Title", "Department"}))
def test_any_other_column_may_be_empty(tmp_path: Path, heading: str) -> None:
    same(table(tmp_path, FULL | {heading: [""] * 4}))


@pytest.mark.parametrize(
    "cells",
    [
        ("1,234.5", "1/6", "2 1/2", "1e3"),
        ("12 thousand", "0.5 million", "007", "5."),
        ("1.234,5", "2,75", "0,5", "3"),
        ("1_000", ".5", "+7", "1000000000000000"),
        ("n/a", "TBD", "-", "unknown"),
        ("\u0661", "1 234", "1'234", "8"),
    ],
)
def test_figures_are_the_same_however_they_are_written(
    tmp_path: Path, cells: tuple[str, ...]
) -> None:
    path = table(tmp_path, FULL | {"Annual responses": cells})
    same(path, taken=slowly(path, ReadOptions()) is not None)


def test_ids_that_are_made_are_the_same_where_titles_repeat(tmp_path: Path) -> None:
    columns = {"Title": ["A claim", "A claim", "\u00dcbertrag", "\u00bfQu\u00e9?"]}
    made = same(table(tmp_path, columns | {"Agency": ["X", "Y", "X", "Z"]}))
    assert made is not None
    assert made.forms["form"].tolist() == ["a-claim", "a-claim-2", "\u00fcbertrag", "qu\u00e9"]


@pytest.mark.parametrize("enough_to_see", [1, 4_000])
def test_totals_repeated_headings_and_remarks_are_left_out_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enough_to_see: int
) -> None:
    monkeypatch.setattr(texts, "ENOUGH_TO_SEE", enough_to_see)
    path = written(
        tmp_path / "forms.csv",
        "A survey of forms\n\nTitle,Agency,Responses,Minutes per response\n"
        "One,X,5,10\nTotal,,5,\nTitle,Agency,Responses,Minutes per response\n"
        "Preliminary figures,,,\nTwo,Y,7,20\n,,,\nGrand total,,12,\n",
    )
    made = same(path)
    assert made is not None
    assert made.forms["title"].tolist() == ["One", "Two"]
    assert len(made.notes) == 6


def test_the_options_of_reading_mean_the_same(tmp_path: Path) -> None:
    text = "Name,Office,Time per response,Responses\nOne,X,0.5,1\nTwo,Y,soon,2\n"
    path = written(tmp_path / "forms.csv", text)
    mapping = {"Name": "title"}
    same(path, taken=False, mapping=mapping, hours="hours")
    same(path, mapping=mapping, hours="hours", keep_going=True)
    same(path, mapping=mapping | {"Time per response": "ignore"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_makes_no_difference(tmp_path: Path, delimiter: str) -> None:
    same(table(tmp_path, FULL, delimiter))


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Id", ("a", "b", "a", "d")),
        ("Title", ("Dog licence", "", "Tax return", "Census")),
        ("Year", ("2024", "1066", "", "2020")),
        ("Online", ("yes", "perhaps", "", "no")),
        ("Annual hours", ("1", "2", "3", "-4")),
        ("Annual cost", ("1", "2e15", "3", "4")),
        ("Life events", ("a: 0.9; b: 0.2", "", "", "")),
        ("Expiration date", ("soon", "", "", "")),
    ],
)
def test_a_table_with_a_mistake_is_left_to_the_road_that_explains_it(
    tmp_path: Path, heading: str, cells: tuple[str, ...]
) -> None:
    path = table(tmp_path, FULL | {heading: cells})
    assert same(path, taken=False) is None


def test_what_leads_from_form_to_form_is_left_to_the_other_road(tmp_path: Path) -> None:
    path = table(tmp_path, FULL | {"Overlaps with": ["b", "", "", ""]})
    assert same(path, taken=False) is not None


@pytest.mark.parametrize(
    "content",
    [b"timetax: 1\n", b"timetax_record,id\n", b'{"title": "x"}\n', b"Title,Agency\n\xff,b\n"],
)
def test_what_is_no_spreadsheet_in_text_is_left_to_the_other_road(
    tmp_path: Path, content: bytes
) -> None:
    assert quickly(written(tmp_path / "forms.csv", content), ReadOptions()) is None


def test_paths_to_no_file_are_left_to_the_other_road(tmp_path: Path) -> None:
    for path in ("-", str(tmp_path), str(tmp_path / "none.csv"), "\0"):
        assert quickly(path, ReadOptions()) is None


def test_several_spreadsheets_are_one_catalogue(tmp_path: Path) -> None:
    one = written(tmp_path / "one.csv", b"Id,Title,Agency\na,A,X\n")
    other = written(tmp_path / "other.csv", b"Id,Title,Agency\nb,B,X\n")
    assert tables_at([one, other], ReadOptions()).forms["form"].tolist() == ["a", "b"]


def test_forms_and_files_have_no_rule_beyond_those_of_their_keys() -> None:
    # A rule on a whole form would have to be kept by the road that makes none.
    for model in (Form, CatalogueFile):
        assert not hasattr(model, "__post_init__")
        assert not hasattr(model, "__pydantic_decorators__")


FIGURES = st.sampled_from(["", "0", "7", "1,234.5", "1/6", "12.50", "3e2", "n/a", "0.1", "1.234"])
WORDS = st.text("aB \u00e9-#'\u00a0\t", max_size=6)
CELLS = {
    "Title": st.text("abc", min_size=1, max_size=3),
    "Department": st.sampled_from(["State", "Treasury", "IRS"]),
    "Bureau": st.sampled_from(["", "IRS", "Census", "State"]),
    "Form number": WORDS,
    "Life events": st.sampled_from(["", "birth", "birth; moving", "birth: 0.5", "none"]),
    "Affected public": st.sampled_from(["", "individuals", "federal; individuals"]),
    "Obligation": st.sampled_from(["", "Mandatory", "voluntary"]),
    "Frequency": st.sampled_from(["", "annually", "monthly", "on occasion"]),
    "# of respondents": FIGURES,
    "Annual responses": FIGURES,
    "Hours per response": FIGURES,
    "Annual hours": FIGURES,
    "Annual cost": FIGURES,
    "Source": WORDS,
    "Note": WORDS,
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*CELLS.values()), max_size=6), left_out=st.sets(st.integers(2, 14)))
def test_both_roads_agree_on_any_table(
    tmp_path: Path, rows: list[tuple[str, ...]], left_out: set[int]
) -> None:
    kept = [i for i in range(len(CELLS)) if i not in left_out]
    chosen = [[row[i] for i in kept] for row in [tuple(CELLS), *rows]]
    path = written(tmp_path / "forms.csv", csv_of(chosen))
    same(path, taken=slowly(path, ReadOptions()) is not None)


def test_of_many_forms_what_they_say_is_not_kept_beside_their_tables(tmp_path: Path) -> None:
    path = table(tmp_path, FULL)
    (only,) = read_inputs([path], ReadOptions())
    kept = tables_of_columns(only.columns, kept=4)
    assert only.columns.columns.values
    made = tables_of_columns(only.columns, kept=3)
    assert not only.columns.columns.values
    assert_same_tables(made, kept)

"""A saved report carries its tables, and they come back as they were."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

import timetax
from tests.console import run
from tests.frames import assert_same_frame
from tests.made import bundled
from tests.write.made import values
from tests.write.rich import RICH
from tests.write.roads import EXAMPLES, catalogue_of
from timetax.tables.layouts import LAYOUTS, Tables
from timetax.tables.saved_reading import tables_in
from timetax.tables.saved_writing import holds_report

WIDTH = len(LAYOUTS["forms"])


def saved(tables: Tables, **options: Any) -> bytes:
    """Return a report as JSON; of what it shows, which is not saved again, one section will do."""
    report = timetax.report_on(timetax.with_burden(tables), by=["agency"], **options)
    return timetax.format_report(report, "json").encode()


def assert_the_same(one: Tables, other: Tables) -> None:
    for field in (each for each in dataclasses.fields(Tables) if each.compare):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, pd.DataFrame):
            assert_same_frame(mine, theirs)
        else:
            assert mine == theirs
    # A frame says nothing of the sign of zero and of the bits of a NaN; a total does.
    assert repr(timetax.total(timetax.with_burden(one))) == repr(
        timetax.total(timetax.with_burden(other))
    )


def assert_comes_back(tables: Tables) -> None:
    assert_the_same(tables_in("report.json", saved(tables)), tables)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_tables_of_an_example_come_back(path: Path) -> None:
    assert_comes_back(timetax.tabulate(timetax.load(path)))


def test_the_tables_of_the_bundled_catalogue_come_back() -> None:
    assert_comes_back(timetax.tabulate(bundled()))


def test_all_that_tables_can_hold_comes_back() -> None:
    tables = timetax.tabulate(catalogue_of(RICH | {"notes": ["So many are missing."]}))
    assert all(len(getattr(tables, name)) for name in LAYOUTS)
    assert_comes_back(tables)


@given(value=values())
def test_the_tables_of_whatever_a_catalogue_holds_come_back(value: dict[str, Any]) -> None:
    assert_comes_back(timetax.tabulate(catalogue_of(value)))


def test_the_tables_of_a_reform_come_back() -> None:
    tables = timetax.tabulate(bundled())
    reform = timetax.load_scenario("passport-renewal-online")
    assert_comes_back(timetax.apply_scenario(tables, reform))


def test_tables_are_those_of_the_forms_that_were_selected() -> None:
    tables = timetax.tabulate(bundled())
    some = timetax.select(tables, [timetax.parse_selection("agency=VA")])
    back = tables_in("report.json", saved(some))
    assert back.forms["form"].tolist() == some.forms["form"].tolist()


def test_the_burden_recomputed_is_that_of_the_saved_sections(tmp_path: Path) -> None:
    done = run("timetax report --by agency --format json")
    report = json.loads(done.stdout)
    tables = timetax.with_burden(tables_in("report.json", done.stdout.encode()))
    assert timetax.total(tables).burden_hours == report["total"]["burden_hours"]
    assert timetax.total(tables).cost == report["total"]["cost"]
    (section,) = report["sections"]
    now = timetax.totals_by(tables, "agency")
    assert [row["burden_hours"] for row in section["rows"]] == now["burden_hours"].tolist()


def test_rows_that_are_not_shown_are_saved_all_the_same() -> None:
    tables = timetax.tabulate(bundled())
    assert_the_same(tables_in("report.json", saved(tables, top=1)), tables)


def test_each_row_is_a_line() -> None:
    tables = timetax.tabulate(bundled())
    lines = saved(tables).decode().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith('    "forms": {"columns":'))
    for line, form in zip(lines[start + 1 :], tables.forms["form"], strict=False):
        assert line.startswith(f'      ["{form}", ')


def test_columns_that_follow_from_others_are_not_saved() -> None:
    report = json.loads(saved(timetax.tabulate(bundled())))
    assert report["tables"]["forms"]["columns"] == list(LAYOUTS["forms"])


def test_other_reports_carry_no_tables() -> None:
    for command in ("timetax explain irs-1040", "timetax forms", "timetax scenarios"):
        assert "tables" not in json.loads(run(f"{command} --format json").stdout)


@pytest.mark.parametrize(
    ("data", "is_report"),
    [
        (b'{"timetax_report": 1}', True),
        (b'\xef\xbb\xbf\n {\n"title": "a", "timetax_report": 1}', True),
        (b'{"timetax": 1, "forms": []}', False),
        (b"timetax: 1", False),
        (b'{"timetax_whatif": 1}', False),
        (b"", False),
    ],
)
def test_a_saved_report_is_known_by_its_content(data: bytes, is_report: bool) -> None:
    assert holds_report(data) is is_report


def test_a_report_that_another_program_wrote_anew_is_read_the_same() -> None:
    tables = timetax.tabulate(bundled())
    rewritten = json.dumps(json.loads(saved(tables)), sort_keys=True).encode()
    assert holds_report(rewritten)
    assert_the_same(tables_in("report.json", rewritten), tables)


def error_of(data: bytes) -> str:
    with pytest.raises(timetax.InputError) as caught:
        tables_in("report.json", data)
    return str(caught.value)


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a saved report in which something of its tables was changed."""
    report = json.loads(saved(timetax.tabulate(catalogue_of(RICH))))
    change(report["tables"])
    return json.dumps(report, indent=2).encode()


def cell(frame: str, column: str, value: object) -> Callable[[dict[str, Any]], object]:
    def change(tables: dict[str, Any]) -> None:
        tables[frame]["rows"][0][tables[frame]["columns"].index(column)] = value

    return change


def test_a_report_without_tables_says_how_to_make_it_anew() -> None:
    message = error_of(b'{"timetax_report": 1}')
    assert message.startswith("report.json:1:1: error: this report does not hold the tables")
    assert "`timetax report CATALOGUE --format json -o FILE`" in message


def test_another_version_of_the_report_is_refused() -> None:
    message = error_of(b'{\n  "timetax_report": 2}')
    assert message.startswith("report.json:2:")
    assert "this program reads version 1, not '2'" in message or "not 2" in message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"timetax_report": 1,\n oops}', "report.json:2:2: error: not valid JSON"),
        (b'{"timetax_report": 1, "tables": []}', "tables: must be a mapping"),
        (b'{"timetax_report": 1, "a": "\xff"}', "not UTF-8 text"),
        (b'["timetax_report"]', "there is no 'timetax_report' in it"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, message: str) -> None:
    assert message in error_of(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("forms"), "forms: must have a list of columns and one of rows"),
        (lambda t: t["forms"].pop("rows"), "forms: must have a list of columns and one of rows"),
        (lambda t: t["forms"]["columns"].pop(), "forms: the column 'excluded' is missing"),
        (lambda t: t["forms"]["rows"][1].pop(), f"forms: a row must be a list of {WIDTH} "),
        (lambda t: t["forms"]["rows"].append({}), f"forms: a row must be a list of {WIDTH} "),
        (lambda t: t.pop("notes"), "notes: must be a list of texts"),
        (lambda t: t.update(notes=[1]), "notes: must be a list of texts"),
        (lambda t: t.update(title=1), "title: must be a text, and here is 1"),
        (lambda t: t.update(currency=None), "currency: must be a text"),
        (lambda t: t["forms"]["rows"].append(t["forms"]["rows"][0]), "'ranged' is there twice"),
        (cell("forms", "form", None), "form: must be a text, and here is nothing"),
        (cell("forms", "agency", 1), "agency: must be a text, and here is 1"),
        (cell("forms", "responses", "many"), "responses: must be a number of 0 or more, or null"),
        (cell("forms", "responses", True), "responses: must be a number of 0 or more, or null"),
        (cell("forms", "responses", -1.0), "responses: must be a number of 0 or more, or null"),
        (cell("forms", "responses", float("nan")), "responses: must be a number of 0 or more"),
        (cell("forms", "responses", float("inf")), "responses: must be a number of 0 or more"),
        (cell("forms", "responses", 10**400), "responses: must be a number of 0 or more"),
        (cell("forms", "estimate_year", 1.5), "estimate_year: must be a whole number of 0 or more"),
        (cell("forms", "estimate_year", 2**70), "estimate_year: must be a whole number"),
        (cell("ranges", "makes_responses", 1), "makes_responses: must be true or false"),
        (cell("ranges", "figure", "height"), "figure: must be one of respondents, "),
        (cell("causes", "cause", "weather"), "cause: must be one of statute, "),
        (cell("life_events", "share", [1]), "share: must be a number of 0 or more, or null"),
    ],
)
def test_what_tables_cannot_hold_is_refused_where_it_stands(
    change: Callable[[dict[str, Any]], object], message: str
) -> None:
    found = error_of(changed(change))
    assert message in found
    assert found.startswith("report.json:")


def without(column: str) -> Callable[[dict[str, Any]], object]:
    """Return a change that takes a column of forms away."""

    def change(tables: dict[str, Any]) -> None:
        place = tables["forms"]["columns"].index(column)
        for row in [tables["forms"]["columns"], *tables["forms"]["rows"]]:
            del row[place]

    return change


def test_a_report_that_was_saved_before_a_field_existed_does_not_give_it() -> None:
    now, before = (
        tables_in("now.json", changed(id)),
        tables_in("b.json", changed(without("minutes_basis"))),
    )
    assert now.forms["minutes_basis"].notna().any()
    assert before.forms["minutes_basis"].isna().all()
    assert list(before.forms) == list(now.forms)
    assert before.forms["responses"].equals(now.forms["responses"])


def test_a_field_that_the_program_does_not_have_is_left_out() -> None:
    def change(tables: dict[str, Any]) -> None:
        tables["forms"]["columns"].append("weather")
        for row in tables["forms"]["rows"]:
            row.append({"sun": True})

    assert list(tables_in("r.json", changed(change)).forms) == list(LAYOUTS["forms"])


def test_a_report_without_what_its_total_is_made_of_is_refused() -> None:
    for column in ("responses", "minutes_per_response", "excluded"):
        assert f"the column {column!r} is missing" in error_of(changed(without(column)))


def test_a_wrong_value_is_found_by_its_line() -> None:
    data = changed(cell("forms", "responses", "many"))
    line = data.decode().splitlines().index('          "many",') + 1
    assert error_of(data).startswith(f"report.json:{line}:11: error: ")


def test_a_figure_that_a_program_wrote_without_its_point_is_the_same() -> None:
    tables = tables_in("report.json", changed(cell("forms", "responses", 12)))
    assert tables.forms["responses"].tolist()[0] == 12.0
    assert tables.forms["responses"].dtype == "float64"


def test_what_is_signed_may_be_below_zero() -> None:
    tables = tables_in("report.json", changed(cell("causes", "hours", -5)))
    assert tables.causes["hours"].tolist() == [-5.0]

import doctest
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

import timetax
from tests.made import bundled, bundled_tables, catalogue, tables


def test_import_is_quick_because_it_imports_nothing_of_weight() -> None:
    code = (
        "import sys, timetax; told = {'timetax.reports', 'timetax.reports.writing', "
        "'timetax.wording', 'timetax.wording.notebooks'}; "
        "heavy = {'pandas', 'numpy', 'pydantic', 'yaml', 'rich', 'typer'}; "
        "ours = {m for m in sys.modules if m.startswith('timetax.')} - {'timetax.version', *told}; "
        "print(sorted(ours | heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def test_loading_a_catalogue_does_not_import_pandas() -> None:
    code = "import sys, timetax; timetax.load(); sys.exit(int('pandas' in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_can_be_used_and_has_a_docstring() -> None:
    for name in timetax.__all__:
        value = getattr(timetax, name)
        assert name == "FIELDS" or value.__doc__, name
    assert dir(timetax) == sorted(timetax.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = timetax.nonsense  # type: ignore[attr-defined]


def test_the_examples_of_the_package_hold() -> None:
    assert doctest.testmod(timetax).failed == 0


def test_a_catalogue_shows_in_a_notebook_with_its_first_forms_and_is_escaped() -> None:
    html = catalogue([{"title": "<script>"}], title="A & B")._repr_html_()
    assert "A &amp; B" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "413 forms." in bundled()._repr_html_()
    assert "393 more" in bundled()._repr_html_()


@pytest.mark.parametrize("kind", ["Catalogue", "Comparison", "Difference", "Report", "Section"])
def test_a_value_shows_in_a_notebook_as_on_a_page(kind: str) -> None:
    from tests.render.pages import parsed

    (shown,) = parsed(made()[kind]._repr_html_()).children[:1]
    assert not isinstance(shown, str)
    assert shown.attributes["class"] == "timetax notebook"
    assert shown.all("table")
    # Several outputs stand in one notebook, and links in it are of the notebook.
    ids = [each.attributes["id"] or "" for each in shown.all() if "id" in each.attributes]
    assert all(re.match("figure-[0-9a-f]{8}-", each) for each in ids)
    assert len(ids) == len(set(ids))
    assert all((each.attributes["href"] or "").startswith("http") for each in shown.all("a"))


@cache
def made() -> dict[str, Any]:
    """Return one of each value that the functions of the package return."""
    catalogue = bundled()
    inputs = timetax.tabulate(catalogue)
    tables = timetax.with_burden(inputs)
    scenario = timetax.load_scenario("passport-renewal-online")
    comparison = timetax.compare(inputs, [scenario])
    before = timetax.Version("before", tables)
    after = timetax.Version("after", comparison.cases[0].tables)
    report = timetax.report_on(tables)
    return {
        "Catalogue": catalogue,
        "Tables": inputs,
        "Scenario": scenario,
        "Comparison": comparison,
        "Case": comparison.cases[0],
        "Version": before,
        "Difference": timetax.difference_between(before, after),
        "Report": report,
        "Section": report.sections[0],
        "Total": timetax.total(tables),
        "Validated": catalogue.files[0],
    }


def test_each_value_is_told_in_a_line_or_two_of_what_it_is() -> None:
    for kind, value in made().items():
        told = repr(value)
        assert kind in told
        assert len(told) <= 2 * 120
        assert "\n" not in told


def test_what_a_value_is_told_to_be_has_its_forms_and_hours() -> None:
    values = made()
    counts = "319 forms, 94 more left out, 6.33 billion hours a year>"
    assert repr(values["Catalogue"]).endswith(counts)
    assert repr(values["Tables"]).endswith(counts)
    assert "6.33 billion hours a year on 319 forms" in repr(values["Report"])
    assert "319 forms, 6.33 billion hours a year" in repr(values["Comparison"])
    assert repr(values["Difference"]) == (
        "<Difference from 'before' to 'after': -122,288 hours a year, 1 changed, 318 unchanged>"
    )


def test_the_hours_of_a_form_are_those_of_its_row() -> None:
    catalogue = bundled()
    rows = timetax.with_burden(timetax.tabulate(catalogue)).forms["burden_hours"]
    for form, hours in zip(catalogue.forms, rows, strict=True):
        assert (form.burden_hours is None) == (hours != hours)
        assert form.burden_hours is None or form.burden_hours == pytest.approx(hours, rel=1e-15)


def test_a_title_of_a_stranger_steers_no_terminal_by_what_a_value_is_told_to_be() -> None:
    title = "\x1b[2J\u202e::error::\nx"
    report = timetax.report_on(tables([{"responses": 1}], title=title))
    for value in (tables([], title=title), report):
        assert not {"\x1b", "\u202e", "\n"} & set(repr(value))


def test_a_report_prints_as_text_and_is_written_as_markdown() -> None:
    report = timetax.report_on(bundled_tables())
    assert f"{report}\n" == timetax.format_report(report)
    assert report.to_markdown() == timetax.format_report(report, "markdown")


def test_a_report_is_told_how_it_is_written_however_it_was_imported() -> None:
    code = (
        "from timetax.reports.report import Report; "
        "print(Report('A', 'B', None, None, (), (), 'USD').to_markdown())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "# A\n\n**B**\n\n"


def test_the_rows_of_a_section_are_a_frame_and_agree_with_csv() -> None:
    import io

    import pandas as pd

    report = timetax.report_on(bundled_tables(), ["agency"])
    csv = pd.read_csv(io.StringIO(timetax.format_report(report, "csv")))
    pd.testing.assert_frame_equal(report.to_frame(), csv, check_dtype=False)
    assert report.to_frame("agency").equals(report.section("agency").to_frame())
    with pytest.raises(KeyError, match="'nonsense' is none of agency"):
        report.to_frame("nonsense")


def test_a_comparison_is_a_frame_with_a_row_a_scenario() -> None:
    inputs = timetax.tabulate(bundled())
    names = ["passport-renewal-online", "wildlife-permits-online"]
    comparison = timetax.compare(inputs, list(map(timetax.load_scenario, names)))
    frame = comparison.to_frame()
    assert len(frame) == 2
    for row, case in zip(frame.to_dict("records"), comparison.cases, strict=True):
        assert row["scenario"] == case.scenario.name
        assert row["before_hours"] == comparison.total.burden_hours
        assert row["after_hours"] == case.total.burden_hours
        assert row["change_hours"] == case.change.hours


def test_tables_show_their_first_rows_and_what_is_known_in_a_notebook() -> None:
    html = timetax.tabulate(bundled())._repr_html_()
    assert "forms: 413 rows, 403 not shown" in html
    assert ">fns-snap-program</td>" in html
    assert ">Birth and early childhood for low-inc...</td>" in html
    made = tables([{"title": "<script>", "responses": 3}])._repr_html_()
    assert "&lt;script&gt;" in made
    assert "<script>" not in made
    assert "minutes_per_response" not in made


def test_a_source_is_a_link_in_a_notebook_only_if_its_address_is_one_of_the_web() -> None:
    for address, linked in [
        ("https://example.org/a?b=1&c=2", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ('https://example.org/" onmouseover="x', True),
    ]:
        form = {"source": {"title": "A notice", "url": address}, "responses": 1}
        loaded = catalogue([form])
        tables = timetax.with_burden(timetax.tabulate(loaded))
        explained = timetax.explain_form(loaded, tables, "form-0")
        html = loaded._repr_html_()
        assert ("<a " in html) == linked, address
        for shown in (html, explained._repr_html_(), tables._repr_html_()):
            links = set(re.findall(r'<a (?:class=bare )?href="([^"]*)">', shown))
            assert shown.count("<a ") == len(links)
            assert all(each.lower().startswith(("http://", "https://")) for each in links)
            assert 'onmouseover="' not in shown


def test_a_report_can_be_written_in_every_format_of_the_command_line() -> None:
    report = timetax.report_on(bundled_tables(), ["agency"])
    for form in ("text", "markdown", "csv", "json", "html"):
        assert "Internal Revenue Service" in timetax.format_report(report, form)
    with pytest.raises(ValueError, match="pdf"):
        timetax.format_report(report, "pdf")


def test_the_values_of_the_pipe_cannot_be_changed() -> None:
    catalogue = bundled()
    tables = bundled_tables()
    report = timetax.report_on(tables)
    for value, name in [
        (catalogue, "forms"),
        (catalogue.forms[0], "title"),
        (tables, "forms"),
        (report, "title"),
        (report.sections[0], "rows"),
    ]:
        with pytest.raises((AttributeError, ValueError)):
            setattr(value, name, None)

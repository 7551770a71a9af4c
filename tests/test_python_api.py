import doctest
import subprocess
import sys

import pytest

import timetax


def test_import_is_quick_because_it_imports_nothing_of_weight() -> None:
    code = (
        "import sys, timetax; heavy = {'pandas', 'numpy', 'pydantic', 'yaml', 'rich', 'typer'}; "
        "ours = {m for m in sys.modules if m.startswith('timetax.')} - {'timetax.version'}; "
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
    assert set(timetax.__all__) <= set(dir(timetax))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = timetax.nonsense  # type: ignore[attr-defined]


def test_the_examples_of_the_package_hold() -> None:
    assert doctest.testmod(timetax).failed == 0


def test_a_catalogue_shows_as_a_table_in_a_notebook_and_is_escaped() -> None:
    from tests.made import catalogue

    made = catalogue([{"title": "<script>"}] * 0 + [{"title": "<script>"}], title="A & B")
    html = made._repr_html_()
    assert "<table " in html
    assert "A &amp; B: 1 forms" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_long_catalogue_shows_its_beginning_and_says_so() -> None:
    html = timetax.load()._repr_html_()
    assert "141 forms, 121 not shown" in html


def test_a_report_and_its_sections_show_as_tables_in_a_notebook() -> None:
    report = timetax.report_on(timetax.with_burden(timetax.tabulate(timetax.load())), top=3)
    html = report._repr_html_()
    assert html.count("<table ") == len(list(report.for_people()))
    assert "3.76 billion hours a year" in html
    assert "Department of the Treasury" in report.sections[0]._repr_html_()


def test_a_report_can_be_written_in_every_format_of_the_command_line() -> None:
    report = timetax.report_on(timetax.with_burden(timetax.tabulate(timetax.load())), ["agency"])
    for form in ("text", "markdown", "csv", "json"):
        assert "Internal Revenue Service" in timetax.format_report(report, form)
    with pytest.raises(ValueError, match="pdf"):
        timetax.format_report(report, "pdf")


def test_the_values_of_the_pipe_cannot_be_changed() -> None:
    catalogue = timetax.load()
    tables = timetax.with_burden(timetax.tabulate(catalogue))
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

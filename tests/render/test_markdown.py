"""Markdown: what is folded, what is cut to fit, and what never is."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.difference.versions import version
from timetax.engine.difference.decomposition import difference_between
from timetax.render.difference_formats import github_comment as comment
from timetax.render.formats import csv, json, markdown
from timetax.reports.difference import difference_report
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import Kind

COLUMNS = (Column("name", "name"), Column("hours", "hours", Kind.HOURS))


def section(key: str, rows: int = 3, name: str = "row", **options: Any) -> Section:
    made = tuple((f"{name} {number}", number) for number in range(rows))
    return Section(key, key.title(), (key,), COLUMNS, made, **options)


def report(*sections: Section, notes: tuple[str, ...] = (), compact: bool = True) -> Report:
    return Report("A title", "The verdict.", None, None, sections, notes, "USD", compact=compact)


# Folding


def test_a_folded_section_has_blank_lines_around_its_table_so_that_it_is_drawn() -> None:
    page = markdown.render(report(section("method", 1, folded=True)))
    assert page.endswith(
        "\n<details>\n<summary>Method</summary>\n\n"
        "| name | hours |\n| --- | --: |\n| row 0 | 0 |\n\n</details>\n"
    )


def test_notes_are_folded_only_where_the_report_is_compact() -> None:
    assert "<summary>Notes</summary>\n\n- A note\n\n</details>" in markdown.render(
        report(notes=("A note",))
    )
    assert "## Notes\n\n- A note\n" in markdown.render(report(notes=("A note",), compact=False))


def test_a_section_without_rows_is_not_shown() -> None:
    assert "Empty" not in markdown.render(report(section("empty", 0)))


# The limit


def test_only_a_compact_report_has_a_limit_by_itself() -> None:
    large = section("large", 20_000)
    assert len(markdown.render(report(large)).encode()) <= markdown.LIMIT
    assert "row 19999" in markdown.render(report(large, compact=False))


def test_rows_of_the_longest_tables_are_cut_first_and_counted() -> None:
    page = markdown.render(report(section("long", 1000), section("short", 5)), limit=2_000)
    kept = page.partition("## Short")[0].count("| row")
    assert 20 < kept < 200
    assert f"- Not shown for want of room: {1000 - kept:,} rows." in page
    assert page.partition("## Short")[2].count("| row") == 5


def test_then_folded_tables_are_left_out_and_named() -> None:
    folded = section("method", 3, folded=True, notes=("word " * 300,))
    page = markdown.render(report(section("forms", 50), folded, notes=("n" * 900,)), limit=1_500)
    assert "*Left out for want of room: Method, Notes.*" in page
    assert page.count("| row") > 10
    assert "<details>" not in page


def test_what_is_essential_stays_whole() -> None:
    why = section("why", 30, essential=True)
    page = markdown.render(report(why, section("forms", 500)), limit=1_200)
    assert page.count("| row") >= 30
    assert "**The verdict.**" in page
    assert all(f"| row {number} |" in page for number in range(30))


def test_a_limit_in_bytes_holds_for_letters_of_several_bytes() -> None:
    wide = section("wide", 3_000, "ñ" * 40)
    assert len(markdown.render(report(wide)).encode()) <= markdown.LIMIT


@given(
    rows=st.lists(st.integers(0, 60), max_size=4),
    text=st.text(max_size=30),
    notes=st.lists(st.text(max_size=2_500), max_size=3),
    limit=st.integers(300, 4_000),
    folded=st.booleans(),
)
def test_the_limit_always_holds_and_the_verdict_stays(
    rows: list[int], text: str, notes: list[str], limit: int, folded: bool
) -> None:
    sections = [
        section(f"s{place}", count, text, folded=folded and place > 0)
        for place, count in enumerate(rows)
    ]
    page = markdown.render(report(*sections, notes=tuple(notes)), limit=limit)
    assert len(page.encode()) <= limit
    assert "**The verdict.**" in page
    assert page.count("<details>") == page.count("</details>")


def test_a_difference_of_thousands_of_forms_fits_and_says_what_was_cut() -> None:
    forms = [
        {
            "id": f"form-{i}",
            "title": f"A form with a long title, number {i}",
            "agency": f"A{i % 97}",
        }
        | {"responses": 1000 + i, "minutes_per_response": 10}
        for i in range(5_000)
    ]
    longer = [form | {"minutes_per_response": 12} for form in forms]
    made = difference_report(difference_between(version(*forms), version(*longer)))
    for page in (markdown.render(made), comment.render(made)):
        assert 60_000 < len(page.encode()) <= 65_536
        assert f"**{made.headline}**" in page
        assert "Time per response" in page
        assert "Not shown for want of room: 4," in page
        assert "<summary>What is compared</summary>" in page


# Columns that only people see


def test_programs_do_not_get_the_columns_that_only_people_see() -> None:
    mixed = Section(
        "mixed",
        "Mixed",
        ("name",),
        (
            Column("mark", "", shown="people"),
            Column("name", "name", shown="data"),
            Column("hours", "hours", Kind.HOURS, "people-wide"),
        ),
        (("+", "a", 1.0),),
        rest=(None, "2 more", 3.0),
    )
    made = report(mixed)
    assert csv.render(made) == "name\na\n"
    assert '"name": "a"\n' in json.render(made)
    assert '"mark"' not in json.render(made)
    assert "| + | 1 |" in markdown.render(made)
    narrow = next(made.for_people(wide=False))
    assert [column.key for column in narrow.columns] == ["mark"]


def test_csv_is_made_of_the_section_that_is_named() -> None:
    made = report(section("one", 1), section("two", 2))
    assert csv.render(made).count("\n") == 2
    assert csv.render(replace(made, tidy="two")).count("\n") == 3

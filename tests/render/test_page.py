"""A page says what the JSON says, runs nothing, loads nothing, and can be pointed into."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests import made
from tests.render.pages import Element, parsed, report_of, rows_of
from timetax.render.figures.svg import darkened
from timetax.render.page.anchors import Anchors
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import NOTHING, for_people
from timetax.wording.terminal import safe

COMMANDS = [
    "report --top 3",
    "report --by department,life_event --top 3",
    "report examples/springfield.csv",
    "explain irs-1040 --book us-pra",
    "explain ssa-3380",
    "forms passport",
    "cost --book us-pra --top 3",
    "statement state-ds82 --layout us-burden-statement",
    "whatif passport-renewal-online examples/snap-prefilled.yaml",
    "whatif passport-renewal-online --years 2027:2029",
    "whatif acreage-reported-online --sweep time_saved_online=0:0.2:0.1",
    "diff examples/2025.yaml examples/2026.yaml",
    "diff examples/2025.yaml examples/2026.yaml examples/2027.yaml",
    "icb --top 3",
    "published --top 3",
    "clocks",
    "measure examples/events.csv",
    "services --top 3",
    "tariffs clerk --top 3",
    "scenarios passport",
    "config",
]


def page_of(report: Report) -> Element:
    return parsed(timetax.format_report(report, "html"))


def page(*forms: dict[str, Any], **sections: Any) -> Element:
    return page_of(timetax.report_on(made.tables(list(forms), **sections)))


def one_line(text: str) -> str:
    return " ".join(safe(text).split())


def says(cell: Element, value: Any, column: Column) -> bool:
    """Return whether a cell says a value of the JSON, as people read it."""
    if cell.text == one_line(for_people(value, column.kind)):
        return True
    if isinstance(value, str):
        return cell.text == one_line(value)
    return value is None and cell.text in ("", "unknown", NOTHING, column.absent)


def figure(cell: Element) -> float:
    """Return the figure of a cell that says it in full."""
    return float(cell.text.replace(",", ""))


def fold_of(page: Element, form: str) -> Element:
    """Return where a form is taken apart: what folds away around its anchor."""
    anchor = page.one(f"form-{form}")
    (fold,) = (each for each in page.all("details") if anchor in each.all("p"))
    return fold


def as_read(note: str) -> str:
    """Return a note as a page says it: an address at its end is a link of the words before it."""
    named = re.fullmatch(r"([^:]+: )?((?:(?!\. ).)+): https?://[^ ]+", note)
    return one_line("".join(filter(None, named.groups())) if named else note)


def require_same(section: Section, data: dict[str, Any], cells: list[list[Element]]) -> None:
    """Fail unless rows of cells say what rows of the JSON do."""
    assert len(cells) == len(data["rows"])
    # What letters draw in a terminal, a figure draws on a page.
    drawn = [each for each in section.columns if section.chart and not each.heading]
    shown = [each for each in section.columns if each.shown != "data" and each not in drawn]
    for row, values in zip(cells, data["rows"], strict=True):
        left_out = [Element("td", {})] * (len(shown) - len(row))  # which are empty
        for cell, column in zip([*row, *left_out], shown, strict=True):
            if not column.shown.startswith("people"):
                assert says(cell, values[column.key], column), (cell.text, values, column)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_says_of_every_section_what_the_json_says(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = report_of(command, monkeypatch)
    data = json.loads(timetax.format_report(report, "json"))
    seen = page_of(report)
    for said in (data["title"], data["headline"], data["description"] or "", *data["notes"]):
        assert as_read(said) in seen.text
    headings = [each.text for each in seen.all("h2")]
    for section in data["sections"]:
        whole = report.section(section["key"])
        if not section["rows"] or whole.nested_in:
            continue
        nested = next((each for each in report.sections if each.nested_in == whole.key), whole)
        part = seen.one(re.sub(r"[^\w.]+", "-", section["key"]))
        assert nested.title in headings
        table = part.all("table")[-1]
        rows = rows_of(table)
        require_same(whole, section, [cells for rank, cells in rows if rank == "row"])
        if section["rest"]:
            (rest,) = [cells for rank, cells in rows if rank == "rest"]
            require_same(whole, {"rows": [section["rest"]]}, [rest])
        for note in section["notes"]:
            assert as_read(note) in part.text


def test_an_agency_stands_under_its_department_with_its_figures() -> None:
    seen = page(
        {"agency": "x", "responses": 60, "minutes_per_response": 60},
        {"agency": "y", "responses": 3, "minutes_per_response": 20},
        agencies=[
            {"id": "d", "name": "D"},
            *({"id": each, "name": each, "parent": "d"} for each in "xy"),
        ],
    )
    table = seen.one("department").all("table")[-1]
    ranks = [(rank, cells[0].text) for rank, cells in rows_of(table)]
    assert ranks == [("row", "D"), ("nested", "x"), ("nested", "y"), ("total", "Total")]


def test_each_form_that_a_page_names_is_taken_apart_as_explain_does() -> None:
    catalogue = made.catalogue(
        [
            {"respondents": 4, "minutes_per_response": 90, "source": {"title": "A notice"}},
            {"published_hours": 7, "responses": 3, "note": "Read twice."},
            {"title": "Not estimated"},
        ]
    )
    tables = timetax.with_burden(timetax.tabulate(catalogue))
    report = timetax.report_on(tables)
    seen = page_of(report)
    for form in ("form-0", "form-1", "form-2"):
        explained = timetax.explain_form(catalogue, tables, form)
        data = json.loads(timetax.format_report(explained, "json"))
        fold = fold_of(seen, form)
        for table, section in zip(fold.all("table"), data["sections"], strict=True):
            whole = explained.section(section["key"])
            require_same(whole, section, [cells for _, cells in rows_of(table)])
        for said in (data["headline"], *data["notes"]):
            assert as_read(said) in fold.text
        assert f"#form-{form}" in [each.attributes["href"] for each in seen.all("a")]


def test_what_must_be_known_of_many_forms_is_said_once_and_each_keeps_its_source() -> None:
    given = {"responses": 60, "published_hours": 7, "source": {"title": "A notice"}}
    seen = page(*({**given, "life_events": []} for _ in range(5)))
    assert seen.text.count("so that both agree is no independent check") == 1
    for number in range(5):
        fold = fold_of(seen, f"form-{number}")
        assert "Source: A notice" in fold.text
        assert [each.attributes["href"] for each in fold.all("a")] == ["#said-1"]


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("whatif passport-renewal-online", "as it is before any change"),
        ("diff examples/2025.yaml examples/2026.yaml", "as it is now"),
    ],
)
def test_a_page_of_two_states_says_which_of_them_is_taken_apart(
    command: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = page_of(report_of(command, monkeypatch)).one("explained").text
    assert f"Of each form that a table names, {state}: its factors" in said


def test_a_page_of_clocks_takes_its_forms_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    report = report_of("clocks --top 2", monkeypatch)
    seen = page_of(report)
    forms = [row[0] for row in report.sections[0].rows]
    for form in forms:
        assert "Its clocks" in fold_of(seen, form).text
    assert len(seen.one("explained").all("details")) == len(forms) == 2


def test_no_form_is_taken_apart_whose_figures_are_not_those_of_the_catalogue() -> None:
    tables = made.tables([{"responses": 4, "minutes_per_response": 90}])
    (scenario,) = timetax.with_settings([], ["form-0.minutes_per_response=30"])
    changed = timetax.compare(tables, [scenario]).cases[0].tables
    assert "(form-0)" in page_of(timetax.report_on(tables)).text
    assert "(form-0)" not in page_of(timetax.report_on(changed)).text


def test_what_letters_draw_in_a_terminal_a_page_leaves_to_its_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clocks = report_of("clocks --top 2", monkeypatch)
    assert "on a scale of logarithms" in timetax.format_report(clocks, "text")
    assert "on a scale of logarithms." not in page_of(clocks).text
    swept = report_of(
        "whatif acreage-reported-online --sweep time_saved_online=0:0.2:0.1", monkeypatch
    )
    assert "█" in timetax.format_report(swept, "text")
    assert "█" not in page_of(swept).text
    changed = report_of("diff examples/2025.yaml examples/2026.yaml", monkeypatch)
    assert "Marks: " in timetax.format_report(changed, "text")
    assert "Marks: " not in page_of(changed).text


# What a page may do


def test_a_page_may_load_nothing_and_run_nothing_but_its_own_style() -> None:
    text = timetax.format_report(timetax.report_on(made.tables([{"responses": 1}])), "html")
    seen = parsed(text)
    (style,) = seen.all("style")
    hashed = base64.b64encode(hashlib.sha256(style.children[0].encode()).digest()).decode()
    (policy,) = (each for each in seen.all("meta") if "http-equiv" in each.attributes)
    assert policy.attributes["http-equiv"] == "Content-Security-Policy"
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    )
    assert not {"url(", "@import", "expression("} & set(re.findall(r"[@\w]+\(?", style.text))


HOSTILE = [
    "<script>alert(1)</script>",
    "</style></title></details><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "<!-- --><![CDATA[ ]]>&lt;&#60;&colon;",
    "\u202eevil\u2066 \u200f",
    "a\x1b[31mb\x9bc\x00d",
    "https://a.gov/?x=<b>&y='\"",
    "مرحبا <b dir=rtl>",
]
TEXTS = st.lists(
    st.sampled_from(HOSTILE) | st.text("ab&<>\"'/ \n\u202a\x7f", max_size=4), min_size=1, max_size=3
).map(lambda texts: " ".join(["x", *texts]))


def hostile_report(text: str) -> Report:
    columns = (Column("form", text), Column(text, text))
    section = Section(text, text, (text,), columns, ((text, text),), notes=(text,))
    return Report(text, text, text, None, (section,), (text,), text, lead=(text,))


@given(TEXTS)
def test_text_of_a_stranger_is_text_wherever_it_stands(text: str) -> None:
    source = timetax.format_report(hostile_report(text), "html")
    assert not [each for each in source if safe(each) != each]
    seen = parsed(source)
    harmless = parsed(timetax.format_report(hostile_report("x"), "html"))
    links = [each for each in seen.all("a") if (each.attributes["href"] or "")[0] != "#"]
    assert all(re.match("https?://", each.attributes["href"] or "", re.I) for each in links)
    assert [each.tag for each in seen.all() if each.tag != "a"] == [
        each.tag for each in harmless.all() if each.tag != "a"
    ]
    assert {name for each in seen.all() for name in each.attributes} == {
        name for each in harmless.all() for name in each.attributes
    }
    expected = harmless.all("td")[0].text.replace("x", one_line(text))
    assert seen.all("td")[0].text == expected


def test_a_catalogue_of_a_stranger_is_text_in_each_of_its_fields() -> None:
    texts = ["".join(each for each in text if each.isprintable()) for text in HOSTILE]
    seen = page(
        *(
            {
                **{"title": text, "agency": text, "note": text, "form_number": text},
                **{"life_events": [text], "responses": 3, "minutes_per_response": 20},
                "source": {"title": text, "url": "https://a.gov/?javascript:<b>"},
            }
            for text in texts
        ),
        title=texts[0],
        description=texts[1],
    )
    assert not seen.all("script", "img", "b")
    for number, text in enumerate(texts):
        assert one_line(text) in seen.one("form").text
        assert fold_of(seen, f"form-{number}").text.count(one_line(text)) >= 4


# Where links lead


def test_links_within_a_page_lead_somewhere_and_no_anchor_is_there_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = page_of(report_of("report --top 3", monkeypatch))
    anchors = [each.attributes["id"] for each in seen.all() if "id" in each.attributes]
    assert len(anchors) == len(set(anchors))
    for link in seen.all("a"):
        href = link.attributes["href"] or ""
        assert not href.startswith("#") or href[1:] in anchors
    for heading in seen.all("h2"):
        assert heading.attributes["id"] in anchors


def test_two_texts_have_two_anchors() -> None:
    anchors = Anchors({"notes"})
    assert [anchors.named(each) for each in ("a b", "a/b", "notes", "\u202e", "§")] == [
        *("a-b", "a-b-2", "notes-2", "part", "part-2"),
    ]


# How large a page is


def test_a_page_of_many_forms_has_the_first_rows_and_says_what_the_others_add_up_to() -> None:
    many = [{"responses": 60 + i, "minutes_per_response": 60} for i in range(400)]
    report = timetax.report_on(made.tables(many), top=10)
    table = page_of(report).one("form").all("table")[-1]
    *rows, rest, total = rows_of(table)
    assert len(rows) == 10
    assert rest[1][0].text == "390 more"
    figures = [figure(cells[3]) for _, cells in (*rows, rest)]
    assert sum(figures) == figure(total[1][3])
    assert len(timetax.format_report(report, "html")) < 60_000 + 10 * 2_000


def test_the_page_of_the_bundled_catalogue_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    source = timetax.format_report(report_of("report", monkeypatch), "html")
    folds = re.findall(r"<details>\n<summary>[^\n]*\n<p id=form-.*?</details>", source, re.DOTALL)
    assert len(folds) > 30
    taken_apart = len("".join(folds).encode())
    assert taken_apart < 1_950 * len(folds)
    assert len(source.encode()) - taken_apart < 64_000


def test_a_heading_is_text_in_the_style_that_shows_it_on_a_telephone() -> None:
    for text in HOSTILE:
        source = timetax.format_report(hostile_report(text), "html")
        (style,) = parsed(source).all("style")
        (said,) = set(re.findall(r'::before{content:"([^"]*)"', str(style.children[0])))
        read = re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), said)
        assert one_line(read) == one_line(text)
        assert not {"<", "@i", "url("} & set(re.findall(r"<|@i|url\(", said))


def test_in_a_notebook_figures_are_pictures_which_hold_where_style_and_drawings_are_taken_out() -> (
    None
):
    shown = timetax.report_on(made.tables([{"responses": 60, "minutes_per_response": 9}]))
    seen = parsed(shown._repr_html_())
    light, dark = seen.all("figure")[0].all("img")
    assert not seen.all("svg")
    assert "Hours a year" in (light.attributes["alt"] or "")
    drawings = [
        base64.b64decode((each.attributes["src"] or "").partition("base64,")[2]).decode()
        for each in (light, dark)
    ]
    assert "#0072b2" in drawings[0]
    assert drawings[1] == darkened(drawings[0])
    assert not {"#0072b2", "#ffffff", "#1b1b1b"} & set(re.findall("#[0-9a-f]{6}", drawings[1]))

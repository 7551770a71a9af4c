"""Figures: what is declared over a section is drawn, whole, apart and inert, in any width."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.console import run
from timetax.findings import InputError
from timetax.render import reports
from timetax.render.figures.figure import Figure, figure_of, main_figure
from timetax.render.figures.kinds.bars import limit_of
from timetax.render.figures.scale import Scale
from timetax.render.figures.style import INKS
from timetax.render.figures.svg import KINDS, slide_of, svg_of
from timetax.render.figures.words import width_of, wrapped
from timetax.render.formats import png
from timetax.render.reports import format_bytes
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import Kind

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = (
    Column("who", "who"),
    Column("hours", "hours a year", Kind.HOURS),
    Column("low", "range from", Kind.HOURS),
    Column("high", "range to", Kind.HOURS),
    Column("more", "more hours", Kind.HOURS),
)
CHARTS = {
    "bars": Chart("bars", ("hours",)),
    "stacked": Chart("stacked", ("hours", "more")),
    "waterfall": Chart("waterfall", ("hours",), start=("Before", 1e7), end=("After", 2e7)),
    "ranges": Chart("ranges", ("hours",), ends=(("low", "high"),)),
    "dots": Chart("dots", ("hours", "more")),
    "line": Chart("line", ("hours", "more")),
}


def report_of(chart: Chart, rows: list[tuple[object, ...]]) -> Report:
    section = Section("who", "By who", ("who",), COLUMNS, tuple(rows), chart=chart)
    return Report("A catalogue", "So many hours.", None, None, (section,), (), "USD")


def drawn(chart: Chart, rows: list[tuple[object, ...]]) -> Figure:
    found = main_figure(report_of(chart, rows))
    assert found
    return found[1]


def texts_in(svg: str) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield each text and the box that it takes at most."""
    root = ET.fromstring(svg)
    parents = {child: parent for parent in root.iter() for child in parent}
    for each in root.iter(f"{SVG}text"):
        about = root.attrib | parents[each].attrib | each.attrib
        words, size = each.text or "", float(about["font-size"])
        wide = width_of(words, size, bold="font-weight" in about)
        x, y = float(about.get("x", 0)), float(about["y"])
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[about.get("text-anchor", "start")]
        yield words, (left, y - size * 0.75, left + wide, y + size * 0.2)


def test_each_kind_is_tried_here() -> None:
    assert set(CHARTS) == set(KINDS)


AMOUNTS = st.one_of(st.none(), st.floats(0, 1e12), st.integers(-(10**9), 10**12))
ROWS = st.lists(
    st.tuples(st.text(max_size=60), AMOUNTS, st.none(), st.none(), st.floats(0, 1e9)),
    max_size=14,
)


@pytest.mark.parametrize("kind", CHARTS)
@given(rows=ROWS, width=st.sampled_from([320.0, 520.0, 900.0, 0.0]))
def test_no_text_is_clipped_or_meets_another(
    kind: str, rows: list[tuple[object, ...]], width: float
) -> None:
    if kind == "stacked":
        rows = [(who, abs(hours or 0), *others) for who, hours, *others in rows]  # type: ignore[arg-type]
    rows = [("Known", 3.5e6, 2e6, 5e6, 1.0), *rows]
    figure = drawn(CHARTS[kind], rows)
    svg = svg_of(figure, width=width) if width else slide_of(figure, headline="So.", date="1 May")
    left, top, wide, high = map(float, ET.fromstring(svg).attrib["viewBox"].split())
    found = [(words, box) for words, box in texts_in(svg) if words]
    for words, box in found:
        assert left - 0.2 <= box[0], words
        assert box[2] <= left + wide + 0.2, words
        assert top <= box[1], words
        assert box[3] <= top + high, words
    for (one, a), (other, b) in combinations(found, 2):
        apart = a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)


def test_a_figure_says_what_it_shows_and_has_its_numbers_as_a_table() -> None:
    figure = drawn(CHARTS["bars"], [("IRS", 5e6, None, None, 0.0), ("SSA", None, None, None, 0.0)])
    assert figure.title == "Hours a year by who"
    assert figure.description == "Hours a year by who. IRS: 5.00 million; SSA: unknown."
    assert [line.cells for line in figure.table.lines] == [
        ("IRS", "5.00 million"),
        ("SSA", "unknown"),
    ]
    root = ET.fromstring(svg_of(figure, name="by-who"))
    for part in ("title", "desc"):
        (element,) = root.findall(f"{SVG}{part}")
        assert element.get("id") == f"by-who-{part}"


@pytest.mark.parametrize("kind", ["waterfall", "line"])
def test_levels_before_and_after_the_rows_stand_in_the_table_as_well(kind: str) -> None:
    chart = Chart(kind, ("hours",), start=("Before", 1e7), end=("After", 2e7))
    lines = drawn(chart, [("Law", 1e7, None, None, 0.0)]).table.lines
    assert [line.cells for line in lines] == [
        ("Before", "10.0 million"),
        ("Law", "10.0 million"),
        ("After", "20.0 million"),
    ]


def test_a_section_without_a_declaration_or_without_a_figure_is_not_drawn() -> None:
    for amount in (None, 0.0):
        report = report_of(CHARTS["bars"], [("IRS", amount, None, None, 0.0)])
        assert figure_of(report, report.sections[0]) is None
    known = report_of(CHARTS["bars"], [("IRS", 1.0, None, None, 0.0)])
    assert figure_of(known, replace(known.sections[0], chart=None)) is None
    assert figure_of(known, replace(known.sections[0], chart=Chart("bars", ("gone",)))) is None


def test_text_of_a_catalogue_is_inert() -> None:
    label = '<script>alert(1)</script> & "x" \u202etxt\x1b[31m\ufffe\ud800'
    figure = drawn(CHARTS["bars"], [(label, 1.0, None, None, 0.0)])
    svg = slide_of(figure, headline=label, date="1 May")
    svg.encode()
    assert {each.tag for each in ET.fromstring(svg).iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "style", "g", "rect", "text", "path")
    }
    assert not set("\u202e\x1b\ufffe\ud800") & set(svg)


def test_a_bar_that_dwarfs_all_others_is_cut_and_that_is_said() -> None:
    rows = [("A", 1e9, None, None, 0.0), ("B", 1e7, None, None, 0.0), ("C", 5e6, None, None, 0.0)]
    svg = svg_of(drawn(CHARTS["bars"], rows))
    assert "Times as long as the longest whole bar: A 100.0." in svg
    lengths = [float(each.get("width", 0)) for each in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert lengths[1] / lengths[2] == pytest.approx(2, rel=0.01)
    assert limit_of([4.0, 2.0, 1.0]) is None


def test_the_levels_of_a_small_change_are_cut_and_that_is_said() -> None:
    chart = Chart("waterfall", ("hours",), start=("Before", 100.0), end=("After", 101.0))
    svg = svg_of(drawn(chart, [("Longer", 1.0, None, None, 0.0)]))
    assert "the scale begins at 99" in svg


def test_bars_begin_at_nothing_and_are_as_long_as_their_amounts() -> None:
    scale = Scale(0, 10, 100, 300)
    assert [scale.at(each) for each in (0, 5, 10)] == [100, 200, 300]
    by_ratio = Scale(1, 100, 0, 2, logarithmic=True)
    assert by_ratio.at(10) == pytest.approx(1)
    assert list(by_ratio.marks(5)) == pytest.approx([1, 10, 100])


def test_of_several_series_each_figure_is_named_and_what_is_not_known_is_left_out() -> None:
    svg = svg_of(
        drawn(CHARTS["dots"], [("A", 12.0, None, None, 3.0), ("B", 7.0, None, None, None)])
    )
    words = [words for words, _ in texts_in(svg)]
    assert {"hours a year 12 · more hours 3", "hours a year 7"} <= set(words)


def test_inks_are_told_apart_in_grey_by_lightness_or_pattern() -> None:
    def lightness(color: str) -> float:
        red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255

    for one, other in combinations(INKS[:5], 2):
        differ = abs(lightness(one.color) - lightness(other.color)) > 0.1
        assert differ or one.hatch != other.hatch
        assert one.shape != other.shape


def test_long_words_are_broken_and_long_texts_cut_with_a_mark() -> None:
    assert "".join(wrapped("x" * 40, 100, 10)) == "x" * 40
    lines = wrapped("many words " * 40, 100, 10, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("report --by life_event", "Hours a year by life event"),
        ("report --by department,life_event", "Hours a year by department and life event"),
        ("diff examples/2025.yaml examples/2026.yaml", "Hours a year before, why they changed"),
        ("whatif examples/ten-heaviest-halved.yaml", "Hours a year before, what each change adds"),
        ("published", "Hours a year, as they were published"),
        ("clocks", "Minutes for a response, by clock"),
        ("explain irs-1040", "Minutes for a response, by clock"),
        ("measure examples/events.csv", "Minutes for a response, by clock"),
        ("estimate examples/claim-2026.html", "Minutes for a response, by clock"),
        ("services", "Hours a year by service"),
        ("timeuse", "Hours a person a year with government services, by group"),
        ("journey approaching-retirement", "Minutes of work, waiting and travel, step by step"),
        ("journey disability", "Minutes of work, step by step"),
    ],
)
def test_a_report_is_written_as_one_figure_with_its_source_and_day(
    command: str, title: str
) -> None:
    done = run(f"timetax {command} --format svg --today 2026-03-01")
    assert (done.returncode, done.stderr) == (0, "")
    root = ET.fromstring(done.stdout)
    words = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert title in words
    assert "timetax, 1 March 2026." in words
    assert (root.get("width"), root.get("height")) == ("1280", "720")


def test_a_png_is_the_same_picture_in_pixels() -> None:
    report = report_of(CHARTS["bars"], [("IRS", 5e6, None, None, 0.0)])
    try:
        data = format_bytes(report, "png", today=date(2026, 3, 1))
    except InputError as error:
        if "this machine has none" in str(error):
            pytest.skip("this machine has no font")
        raise
    assert data is not None
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1920, 1080)


def test_without_the_extra_or_a_font_a_png_is_refused_with_what_would_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = report_of(CHARTS["bars"], [("IRS", 5e6, None, None, 0.0)])
    monkeypatch.setattr(png, "_pixels", lambda *_: b"the same")
    with pytest.raises(InputError, match="needs a font, and this machine has none; write svg"):
        format_bytes(report, "png")
    monkeypatch.setattr(reports, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"png needs resvg_py: install timetax\[png\]"):
        format_bytes(report, "png")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("explain ssa-3380 -f svg", "nothing in this report can be drawn"),
        (
            "report -f svg --today soon",
            "--today: error: must be a date such as",
        ),
        ("report -f png", "png is no text; write it to a file: -o FILE.png"),
    ],
)
def test_what_cannot_be_drawn_is_refused(command: str, said: str) -> None:
    done = run(f"timetax {command}")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr

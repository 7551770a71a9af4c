"""Pages in a real browser: on a telephone, at a desk, in the dark and on paper."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import timetax
from integration.conftest import CLIENTS, PATH
from tests import made
from tests.render.test_page import HOSTILE
from timetax.cli.app import app

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

TELEPHONE, DESK = 360, 1280
A4, LETTER = 680, 703
"""How many pixels are between the margins of the page on paper."""

PAGES = ["report", "explain", "whatif", "difference", "cost", "measured", "stranger"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = shutil.which("chromium", path=PATH) or shutil.which("chromium-browser", path=PATH)
    if found is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of some reports as pages, by what they are of."""
    catalogue = timetax.load()
    inputs = timetax.tabulate(catalogue)
    tables = timetax.with_burden(inputs)
    comparison = timetax.compare(inputs, [timetax.load_scenario("snap-application-redesign")])
    before, after = (
        timetax.Version(year, timetax.with_burden(timetax.tabulate(timetax.load(path))))
        for year, path in (("2025", "examples/2025.yaml"), ("2026", "examples/2026.yaml"))
    )
    book = timetax.book_named("us-pra")
    costs = timetax.costs_of(tables, book, timetax.terms_of(book))
    reports = {
        "report": timetax.report_on(tables, top=3),
        "explain": timetax.explain_form(catalogue, tables, "irs-1040"),
        "whatif": timetax.whatif_report(comparison, top=10),
        "difference": timetax.difference_report(timetax.difference_between(before, after)),
        "cost": timetax.cost_report(tables, costs, "us-pra", top=3),
        "stranger": timetax.report_on(made.tables(list(map(form_of, HOSTILE)), title=HOSTILE[0])),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, report in reports.items():
        page = timetax.format_report(report, "html")
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    app(["measure", "examples/events.csv", "-o", f"{folder}/measured.html"], standalone_mode=False)
    return {name: folder / f"{name}.html" for name in PAGES}


def form_of(text: str) -> dict[str, Any]:
    printable = "".join(each for each in text if each.isprintable())
    long = printable.replace(" ", "") * 20
    return {
        **{"title": long, "agency": printable, "note": long, "life_events": [long[:60]]},
        **{"responses": 10**11, "minutes_per_response": 1, "form_number": long[:50]},
    }


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    """Opens a page in a window and says what it asks for and complains of: nothing."""
    contexts, asked = [], []

    def opened(name: str, width: int = DESK, anchor: str = "", **settings: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda each: asked.append(each.url))
        page.on("console", lambda each: asked.append(each.text))
        page.goto(f"{pages[name].as_uri()}{anchor}")
        assert asked == [f"{pages[name].as_uri()}"]
        return page

    yield opened
    for each in contexts:
        each.close()
    assert len(asked) == len(contexts), asked


TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        && getComputedStyle(each).clipPath === 'none' && !each.closest('svg, thead'))
    .map(each => each.outerHTML.slice(0, 120))"""
SQUEEZED = """() => [...document.querySelectorAll('table.rows :is(th, td)')]
    .filter(each => each.textContent.length > 20 && each.getClientRects().length
        && each.getBoundingClientRect().width < 70 && !each.closest('thead'))
    .map(each => each.outerHTML.slice(0, 120))"""
LABELS = """() => [...document.querySelectorAll('#department tbody tr:first-child td')]
    .filter(each => each.getClientRects().length)
    .map(each => getComputedStyle(each, '::before').content)"""
LINES = """() => new Set([...document.querySelectorAll('#department tbody tr:first-child td')]
    .filter(each => each.getClientRects().length)
    .map(each => each.getBoundingClientRect().top)).size"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"


def require_room(page: Any) -> None:
    """Fail if anything is wider than the window, or a text has the room of a few letters."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(SQUEEZED) == []


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(
    name: str, width: int, opened: Any, tmp_path: Path
) -> None:
    page = opened(name, width)
    page.evaluate(OPEN_ALL)
    require_room(page)
    page.screenshot(path=folder(tmp_path) / f"{name}-{width}.png")


def test_on_a_telephone_each_figure_has_its_heading(opened: Any) -> None:
    page = opened("report", TELEPHONE)
    assert page.evaluate(LABELS) == ['"forms"', '"hours a year"', '"share"']
    assert page.evaluate(LINES) == 1


@pytest.mark.parametrize("paper", [("A4", A4), ("Letter", LETTER)], ids=lambda each: each[0])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_paper(
    name: str, paper: tuple[str, int], opened: Any, tmp_path: Path
) -> None:
    page = opened(name, paper[1], color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate(OPEN_ALL)
    require_room(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    printed = page.pdf(format=paper[0], path=folder(tmp_path) / f"{name}-{paper[0]}.pdf")
    assert printed.startswith(b"%PDF")


def folder(tmp_path: Path) -> Path:
    """Return where pictures go, for whoever wants to look at them."""
    made = Path(os.environ.get("TIMETAX_PICTURES", tmp_path))
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_of_each_figure_one_drawing_is_seen(width: int, opened: Any) -> None:
    page = opened("report", width)
    for figure in page.locator("figure").all():
        assert [each.is_visible() for each in figure.locator("svg").all()].count(True) == 1


def test_the_dark_is_dark(opened: Any) -> None:
    page = opened("report", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 3 * 64


@pytest.mark.parametrize(
    ("theme", "is_dark"),
    [
        ("vscode-light", False),
        ("vscode-dark", True),
        ("vscode-high-contrast", True),
        ("vscode-high-contrast vscode-high-contrast-light", False),
    ],
)
def test_a_notebook_in_vs_code_has_figures_for_its_theme(
    theme: str, is_dark: bool, browser: Any
) -> None:
    report = timetax.report_on(made.tables([{"responses": 60, "minutes_per_response": 9}]))
    page = browser.new_page()
    page.set_content(f'<body class="{theme}">{report._repr_html_()}')
    seen = [page.locator(f"img.{each}").first.is_visible() for each in ("light", "dark")]
    page.close()
    assert seen == [not is_dark, is_dark]


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_alone_reaches_and_opens_everything(name: str, opened: Any) -> None:
    page = opened(name)
    everything = page.locator("a, summary").count()
    reached = 0
    for _ in range(everything + 1):
        page.keyboard.press("Tab")
        tag = page.evaluate("document.activeElement.tagName")
        if tag == "BODY":
            break
        reached += 1
        if tag == "SUMMARY":
            page.keyboard.press("Enter")
    assert reached == everything
    assert page.locator("details:not([open])").count() == 0


def test_a_link_to_a_form_opens_its_fold(opened: Any) -> None:
    page = opened("report", anchor="#form-irs-1040")
    assert page.locator("#form-irs-1040").is_visible()
    assert page.locator("details[open]").count() == 1


def test_a_page_needs_no_script(opened: Any) -> None:
    page = opened("report", java_script_enabled=False)
    fold = page.locator(".folds > details").first
    fold.locator("summary").click()
    assert fold.locator("table").first.is_visible()
    assert page.locator("svg").first.is_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", TELEPHONE), ("dark", DESK)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_that_shuts_people_out(
    name: str, width: int, scheme: str, opened: Any
) -> None:
    axe = CLIENTS / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("axe-core is not installed")
    # Its policy would keep axe out of the page, too.
    page = opened(name, width, color_scheme=scheme, bypass_csp=True)
    page.evaluate(OPEN_ALL)
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], [one["html"][:200] for one in each["nodes"][:3]]) for each in found] == []

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import timetax
from timetax.checks.config import Config
from timetax.checks.config_values import Budget
from timetax.checks.outcome import Outcome
from timetax.checks.rule import HEADINGS, RULES, sections
from timetax.checks.run import run
from timetax.findings import InputError


def form(name: str, hours: float | None, agency: str = "A", **more: Any) -> dict[str, Any]:
    known = {} if hours is None else {"responses": hours, "minutes_per_response": 60}
    return {"id": name, "title": name, "agency": agency, **known, **more}


def catalogue(folder: Path, *forms: dict[str, Any], name: str = "forms.yaml") -> Path:
    path = folder / name
    lines = "".join(f"  - {json.dumps(each)}\n" for each in forms)
    path.write_text(f"timetax: 1\nforms:\n{lines}")
    return path


def report(
    folder: Path, *forms: dict[str, Any], by: tuple[str, ...] = ("form",), top: int | None = None
) -> Path:
    made = timetax.load(catalogue(folder, *forms, name="before.yaml"))
    tables = timetax.with_burden(timetax.tabulate(made))
    path = folder / "before.json"
    path.write_text(timetax.format_report(timetax.report_on(tables, by, top=top), "json"))
    return path


def checked(path: Path, *budgets: Budget, select: tuple[str, ...] = ("TT7",)) -> Outcome:
    return run([path], Config(select=select, budgets=budgets))


def told(path: Path, *budgets: Budget) -> list[str]:
    return [str(each).removeprefix(f"{path}:") for each in checked(path, *budgets).findings]


def rules(path: Path, *budgets: Budget) -> list[str]:
    return [each.rule for each in checked(path, *budgets).findings]


# A ceiling


def test_a_budget_that_is_exceeded_names_its_heaviest_forms_and_stands_at_the_first(
    tmp_path: Path,
) -> None:
    path = catalogue(
        tmp_path, form("a", 100), form("b", 3000), form("c", 5), form("d", 0), form("e", 200)
    )
    assert told(path, Budget("Clerk", hours=3000)) == [
        "4:5: error: budget 'Clerk': 3,305 hours a year are 305 above the 3,000 that it allows; "
        "the heaviest: b with 3,000, e with 200, a with 100 [budget-exceeded]"
    ]


def test_a_budget_that_is_just_used_up_is_kept(tmp_path: Path) -> None:
    assert told(catalogue(tmp_path, form("a", 100)), Budget("All", hours=100)) == []


def test_a_budget_counts_only_what_it_selects(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 100), form("b", 50, "B"))
    assert rules(path, Budget("B", ("agency=B",), hours=50)) == []
    assert rules(path, Budget("B", ("agency=B",), hours=49)) == ["budget-exceeded"]


def test_a_form_that_is_left_out_of_totals_does_not_count(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 100), form("b", 50, excluded="twice"))
    assert rules(path, Budget("All", hours=100)) == []


def test_two_numbers_that_read_alike_are_written_in_full(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 3_000_001))
    (message,) = told(path, Budget("All", hours=3_000_000))
    assert "3,000,001 hours a year are 1 above the 3,000,000 that it allows" in message


def test_the_subject_of_a_finding_is_the_budget(tmp_path: Path) -> None:
    outcome = checked(catalogue(tmp_path, form("a", 2)), Budget("All", hours=1))
    assert outcome.findings[0].subject == "All"
    assert outcome.exit_code == 1


# What is unknown


def test_a_budget_that_is_kept_without_unknown_figures_says_which_they_are(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 1), form("b", None, responses=5), form("c", None))
    assert told(path, Budget("All", hours=5)) == [
        "5:5: warning: budget 'All': kept apart from 2 forms whose hours are unknown: "
        "responses of c; minutes of b, c [budget-not-evaluated]"
    ]


def test_a_budget_that_is_exceeded_anyway_does_not_wait_for_unknown_figures(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 10), form("b", None))
    assert rules(path, Budget("All", hours=5)) == ["budget-exceeded"]


def test_a_budget_on_a_name_that_no_form_has_is_not_evaluated(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 1, "CITY"))
    assert told(path, Budget("All", ("agency=CTIY",), hours=5)) == [
        "1:1: warning: budget 'All': not evaluated: no form has agency 'CTIY'; "
        "did you mean 'CITY'? [budget-not-evaluated]"
    ]


# An increase


def test_an_increase_above_what_is_allowed_is_an_error(tmp_path: Path) -> None:
    before = report(tmp_path, form("a", 100), form("b", 100))
    path = catalogue(tmp_path, form("a", 100), form("b", 105))
    assert rules(path, Budget("All", increase_percent=2.5, baseline=before)) == []
    assert told(path, Budget("All", increase_percent=2, baseline=before)) == [
        "4:5: error: budget 'All': 205 hours a year are 5 more than the 200 before; "
        "an increase of 2% is allowed; the heaviest: b with 105, a with 100 [budget-increase]"
    ]


def test_no_increase_at_all_may_be_allowed(tmp_path: Path) -> None:
    before = report(tmp_path, form("a", 0.1), form("b", 0.2))
    path = catalogue(tmp_path, form("b", 0.2), form("a", 0.1))
    assert told(path, Budget("All", increase_percent=0, baseline=before)) == []


def test_an_increase_is_measured_on_the_forms_that_are_selected_now(tmp_path: Path) -> None:
    before = report(tmp_path, form("a", 100), form("b", 1000, "B"))
    path = catalogue(tmp_path, form("a", 150), form("b", 500, "B"))
    budget = Budget("A", ("agency=A",), increase_percent=10, baseline=before)
    assert rules(path, budget) == ["budget-increase"]


def test_a_form_that_is_gone_makes_an_increase_uncertain(tmp_path: Path) -> None:
    before = report(tmp_path, form("old", 100), form("b", 1, "B"))
    path = catalogue(tmp_path, form("new", 100), form("b", 1, "B"))
    budget = Budget("A", ("agency=A",), increase_percent=10, baseline=before)
    assert told(path, budget) == [
        "3:5: warning: budget 'A': not evaluated: 100 hours a year, 0 before; but the baseline has "
        "old, gone since, which may have been selected [budget-not-evaluated]"
    ]


def test_an_increase_above_even_the_forms_that_are_gone_is_certain(tmp_path: Path) -> None:
    before = report(tmp_path, form("old", 100), form("b", 1, "B"))
    path = catalogue(tmp_path, form("new", 200), form("b", 1, "B"))
    budget = Budget("A", ("agency=A",), increase_percent=10, baseline=before)
    assert rules(path, budget) == ["budget-increase"]


def test_a_budget_on_all_forms_counts_those_that_are_gone(tmp_path: Path) -> None:
    before = report(tmp_path, form("old", 100))
    path = catalogue(tmp_path, form("new", 100))
    assert rules(path, Budget("All", increase_percent=0, baseline=before)) == []


def test_hours_unknown_in_the_baseline_make_an_increase_uncertain(tmp_path: Path) -> None:
    before = report(tmp_path, form("a", None), form("b", 1))
    path = catalogue(tmp_path, form("a", 100), form("b", 1))
    (message,) = told(path, Budget("All", increase_percent=0, baseline=before))
    assert "in the baseline the hours of a are unknown [budget-not-evaluated]" in message


@pytest.mark.parametrize("then", [("agency",), ("form",)])
def test_without_all_rows_by_form_the_total_measures_a_budget_on_all_forms(
    tmp_path: Path, then: tuple[str, ...]
) -> None:
    before = report(tmp_path, form("a", 100), form("b", 50), by=then, top=1)
    path = catalogue(tmp_path, form("a", 100), form("b", 51))
    assert rules(path, Budget("All", increase_percent=0, baseline=before)) == ["budget-increase"]
    assert rules(path, Budget("All", increase_percent=1, baseline=before)) == []


def test_without_rows_by_form_a_budget_on_some_is_not_evaluated(tmp_path: Path) -> None:
    before = report(tmp_path, form("a", 100), by=("agency",))
    path = catalogue(tmp_path, form("a", 200))
    (message,) = told(path, Budget("A", ("agency=A",), increase_percent=0, baseline=before))
    assert message.endswith(
        "before.json has no rows by form; save it with `timetax report --by form --format json` "
        "[budget-not-evaluated]"
    )


# A line


def test_a_line_that_is_crossed_from_below_is_an_error(tmp_path: Path) -> None:
    before = report(tmp_path, form("a", 99))
    path = catalogue(tmp_path, form("a", 100))
    assert told(path, Budget("Review", line=100, baseline=before)) == [
        "3:5: error: budget 'Review': 100 hours a year cross the line of 100; before they were 99; "
        "the heaviest: a with 100 [budget-line-crossed]"
    ]


@pytest.mark.parametrize(("then", "now"), [(100, 200), (50, 99), (200, 50)])
def test_a_line_that_is_not_crossed_from_below_is_none(
    tmp_path: Path, then: float, now: float
) -> None:
    before = report(tmp_path, form("a", then))
    path = catalogue(tmp_path, form("a", now))
    assert rules(path, Budget("Review", line=100, baseline=before)) == []


# The baseline report


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", ":1:1: error: there is no 'timetax_report' in it; it must be a report, as "),
        ('{"timetax_report": 9}', ":1:20: error: timetax_report: this program reads version 1"),
        ('{"timetax_report": 1}', ":1:1: error: total: must have burden_hours"),
        (
            '{"timetax_report": 1, "total": {"burden_hours": 1, "not_estimated": 0},\n'
            '"sections": [{"by": ["form"], "rows": [\n{"form": "a", "burden_hours": "x"}]}]}',
            ":3:31: error: burden_hours: the hours of a must be a number or null",
        ),
    ],
)
def test_a_bad_report_is_an_input_error_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    before = tmp_path / "before.json"
    before.write_text(text)
    with pytest.raises(InputError) as caught:
        checked(catalogue(tmp_path, form("a", 1)), Budget("All", line=1, baseline=before))
    assert str(caught.value).removeprefix(str(before)).startswith(message)


# When budgets run


def test_budgets_wait_until_the_inventory_has_no_mistakes(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 10), form("b", 1, respondents="many"))
    outcome = checked(path, Budget("All", hours=1), select=())
    assert "budget-exceeded" not in [each.rule for each in outcome.findings]


def test_budgets_that_are_not_selected_do_not_run(tmp_path: Path) -> None:
    path = catalogue(tmp_path, form("a", 10))
    assert checked(path, Budget("All", hours=1), select=("TT1",)).findings == ()


@pytest.mark.parametrize(
    ("budgets", "heavy"), [("", "[]"), ("Budget('A', hours=1),", "['numpy', 'pandas']")]
)
def test_only_a_check_with_budgets_imports_pandas_and_numpy(
    tmp_path: Path, budgets: str, heavy: str
) -> None:
    path = catalogue(tmp_path, form("a", 10))
    code = (
        "import sys\nfrom timetax.checks.config import Budget, load_config\n"
        "from timetax.checks.run import run\nfrom dataclasses import replace\n"
        f"config = replace(load_config(None, {{}}), budgets=({budgets}))\n"
        f"run([{str(path)!r}], config)\n"
        "print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == f"{heavy}\n"


@pytest.mark.parametrize("code", ["TT701", "TT702", "TT703", "TT704", "TT901", "TT902", "TT903"])
def test_each_rule_has_a_page_with_every_heading(code: str) -> None:
    (rule,) = (each for each in RULES.values() if each.code == code)
    assert list(sections(rule.page)) == list(HEADINGS)
    assert all(sections(rule.page).values())


# The run as a whole


def test_findings_come_in_the_order_in_which_files_are_read(tmp_path: Path) -> None:
    over: dict[str, Any] = {"minutes_per_response": 60, "responses": 1, "published_hours": 90}
    folder = tmp_path / "folder"
    folder.mkdir()
    good = catalogue(tmp_path, form("a", None, **over), name="z.yaml")
    catalogue(folder, form("b", None, **over), name="b.yaml")
    (folder / "a.yaml").write_text("a: [")
    (tmp_path / "a.yaml").write_text("a: [")
    outcome = run([good, folder, tmp_path / "a.yaml"], Config(select=("TT101",)))
    names = [str(Path(each.position.file).relative_to(tmp_path)) for each in outcome.findings]
    assert names == ["z.yaml", "folder/a.yaml", "folder/b.yaml", "a.yaml"]
    assert outcome.exit_code == 2


def test_rules_can_be_left_out_for_some_files(tmp_path: Path) -> None:
    over: dict[str, Any] = {"minutes_per_response": 60, "responses": 1, "published_hours": 90}
    (tmp_path / "drafts").mkdir()
    one = catalogue(tmp_path / "drafts", form("a", None, **over), name="one.yaml")
    two = catalogue(tmp_path, form("b", None, **over), name="two.yaml")
    for glob, left in [
        ("drafts/*", ["b"]),
        ("two.yaml", ["a"]),
        ("*.yaml", []),
        ("x/*", ["a", "b"]),
    ]:
        config = Config(select=("TT101",), per_file_ignores={glob: ("TT1",)}, root=tmp_path)
        assert [each.subject for each in run([one, two], config).findings] == left, glob


def test_mistakes_of_parsing_cannot_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: [")
    for config in (
        Config(select=("TT101",)),
        Config(ignore=("TT",)),
        Config(per_file_ignores={"*": ("TT",)}),
    ):
        assert [each.rule for each in run([path], config).findings] == ["syntax"]

"""Where each rule draws its line."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.checks.examples import SETTINGS, findings
from timetax.checks.fixing import fixed
from timetax.checks.rule import Settings
from timetax.checks.rules.identity import agency_codes
from timetax.checks.rules.staleness import last_day
from timetax.findings import Finding

Checked: TypeAlias = Callable[..., set[str]]


@pytest.fixture
def rules_of(tmp_path: Path) -> Checked:
    """Return a function from forms to the names of the rules that they break."""

    def check(
        *forms: dict[str, Any], settings: Settings = SETTINGS, select: str = "", **sections: Any
    ) -> set[str]:
        entries = [
            {"id": f"form-{place}", "title": f"Form {place}", "agency": "A"} | form
            for place, form in enumerate(forms)
        ]
        path = tmp_path / "forms.yaml"
        path.write_text(json.dumps({"timetax": 1, **sections, "forms": entries}), encoding="utf-8")
        return {each.rule for each in findings(path, [select] if select else [], settings)}

    return check


# Plausibility


@pytest.mark.parametrize(
    ("minutes", "rules"),
    [
        (0.99, {"minutes-below-one"}),
        (1, set()),
        (200 * 60, set()),
        (200 * 60 + 1, {"minutes-above-200-hours"}),
    ],
)
def test_a_response_takes_from_one_minute_to_200_hours(
    rules_of: Checked, minutes: float, rules: set[str]
) -> None:
    form = {"responses": 10, "minutes_per_response": minutes}
    assert rules_of(form) & {"minutes-below-one", "minutes-above-200-hours"} == rules


# Arithmetic


@pytest.mark.parametrize(
    ("published", "broken"),
    [(99.01, False), (99, True), (100.99, False), (101, True), (100, False)],
)
def test_rounding_reaches_up_to_one_hour_and_not_to_a_whole_one(
    rules_of: Checked, published: float, broken: bool
) -> None:
    exact = replace(SETTINGS, tolerance=0)
    form = {"responses": 200, "minutes_per_response": 30, "published_hours": published}
    assert ("published-hours-missed" in rules_of(form, settings=exact)) is broken


def test_the_tolerance_is_a_share_of_the_published_hours(rules_of: Checked) -> None:
    form = {"responses": 20_200, "minutes_per_response": 30, "published_hours": 10_000}
    assert "published-hours-missed" not in rules_of(form)
    assert "published-hours-missed" in rules_of(form, settings=replace(SETTINGS, tolerance=0.009))


@pytest.mark.parametrize(
    ("minutes", "hours", "name"),
    [
        (4.99, 4_990, "minutes-look-like-hours"),
        (5, 5_000, "published-hours-look-like-minutes"),
        (5, 50_000, "published-hours-missed"),
    ],
)
def test_mixed_up_units_are_one_finding_and_not_two(
    rules_of: Checked, minutes: float, hours: float, name: str
) -> None:
    form = {"responses": 1_000, "minutes_per_response": minutes, "published_hours": hours}
    assert rules_of(form, select="TT1") == {name}


@pytest.mark.parametrize(("responses", "broken"), [(4466.5, False), (4467, True), (4465.4, True)])
def test_respondents_times_frequency_may_miss_by_half_a_response(
    rules_of: Checked, responses: float, broken: bool
) -> None:
    form = {"respondents": 29, "responses_per_respondent": 154, "responses": responses}
    assert ("responses-missed" in rules_of(form)) is broken


@pytest.mark.parametrize(("change", "broken"), [(18_553, False), (18_553.1, True), (18_551, False)])
def test_a_published_change_may_miss_by_one_hour(
    rules_of: Checked, change: float, broken: bool
) -> None:
    form = {"previous_hours": 314, "published_hours": 18_866, "published_change": change}
    assert ("published-change-missed" in rules_of(form)) is broken


# Identity


@pytest.mark.parametrize(
    "written",
    ["29000666", "2900 0666", "2900_0666", "2900.0666", "OMB 2900-0666", "2900 \u2013 0666"],
)
def test_a_control_number_whose_digits_are_all_there_can_be_mended(
    tmp_path: Path, written: str
) -> None:
    text = mended(tmp_path, f"control_number: {written}", "TT201")
    assert "control_number: 2900-0666  # assigned in May\n" in text


@pytest.mark.parametrize(
    "written", ["201803 0960 007", "2018030960007", "ICR 201803-0960-007", "201803-0960-7"]
)
def test_a_reference_whose_digits_are_all_there_can_be_mended(tmp_path: Path, written: str) -> None:
    text = mended(tmp_path, f"icr_reference: {written}", "TT206")
    assert ("icr_reference: 201803-0960-007 " in text) is (written != "201803-0960-7")


@pytest.mark.parametrize("written", ["&number 29000666", ">-\n      29000666", "|\n      29000666"])
def test_a_value_with_an_anchor_or_in_a_block_is_left_to_people(
    tmp_path: Path, written: str
) -> None:
    path = tmp_path / "forms.yaml"
    text = f"timetax: 1\nforms:\n  - id: a\n    title: A\n    control_number: {written}\n"
    path.write_text(f"{text}    agency: A\n", encoding="utf-8")
    (found,) = findings(path, ["TT201", "TT0"])
    assert found.rule == "control-number-malformed"
    assert found.fix is None


def mended(tmp_path: Path, line: str, code: str) -> str:
    """Return a catalogue with the fixes of a rule, after it was checked again."""
    path = tmp_path / "forms.yaml"
    form = f"  - id: a\n    title: A\n    agency: A\n    {line}  # assigned in May\n"
    text = f"timetax: 1\nforms:\n{form}"
    path.write_text(text, encoding="utf-8")
    found = findings(path, [code])
    assert len(found) == 1
    text = fixed(text, found)
    path.write_text(text, encoding="utf-8")
    assert len(findings(path, [code])) == (0 if found[0].fix else 1)
    return text


@pytest.mark.parametrize("written", ["2900-066", "960-0066", "2900-06666", "21-1900", "2900-O666"])
def test_a_control_number_that_has_to_be_looked_up_is_not_mended(
    rules_of: Checked, tmp_path: Path, written: str
) -> None:
    assert rules_of({"control_number": written}, select="TT2") == {"control-number-malformed"}
    assert [each.fix for each in findings(tmp_path / "forms.yaml", ["TT2"])] == [None]


@pytest.mark.parametrize(
    "written",
    [
        "2900-XXXX",
        "0581-NEW",
        "1205-0NEW",
        "2900-06XX",
        "tbd",
        "N/A",
        "0000-0000",
        "2900-0000",
        "__-__",
        "None",
    ],
)
def test_a_placeholder_is_not_malformed_as_well(rules_of: Checked, written: str) -> None:
    assert rules_of({"control_number": written}, select="TT2") == {"control-number-placeholder"}


def test_the_codes_of_agencies_are_four_digits_and_hold_those_of_the_real_catalogue() -> None:
    assert len(agency_codes()) == 447
    assert all(len(code) == 4 and code.isdigit() for code in agency_codes())
    assert {"0503", "0960", "1545", "2900", "4040"} <= agency_codes()
    assert "0000" not in agency_codes()


def test_one_form_of_two_agencies_is_counted_twice_if_the_other_is_not_excluded(
    rules_of: Checked,
) -> None:
    form = {"title": "Federal financial report", "form_number": "SF-425"}
    assert "counted-twice" in rules_of(form | {"agency": "A"}, form | {"agency": "B"})
    assert "counted-twice" not in rules_of(form, form | {"excluded": "Common form"})


def test_the_same_entry_twice_is_not_an_undeclared_overlap_too(rules_of: Checked) -> None:
    form = {"title": "Claim", "control_number": "2900-0222"}
    assert rules_of(form, form, select="TT2") == {"counted-twice"}


def test_a_declaration_for_one_part_of_a_request_stands_for_all_of_it(rules_of: Checked) -> None:
    old = {"control_number": "0584-0064", "icr_reference": "201511-0584-006"}
    new = {"control_number": "0584-0064", "icr_reference": "202506-0584-001"}
    assert rules_of(old, old, new, new, select="TT205") == {"overlap-undeclared"}
    declared = new | {"overlaps": ["form-1"]}
    assert rules_of(old, old, new, declared, select="TT205") == set()


def test_the_place_of_the_other_form_is_named_across_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        form = f"{{id: {name}, title: Claim, agency: VA, control_number: 2900-0222}}"
        text = f"timetax: 1\nforms:\n  - {form}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (found,) = findings(tmp_path, ["TT204"])
    assert found.position.file == str(tmp_path / "b.yaml")
    assert f"'a' ({tmp_path / 'a.yaml'}:3:5)" in found.message


# Staleness


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024", "2024-12-31"),
        ("2024-02", "2024-02-29"),
        ("2026-02", "2026-02-28"),
        ("2026-02-31", "2026-02-31"),
        ("0000-02", "0000-02-29"),
    ],
)
def test_a_year_or_month_counts_to_its_last_day(written: str, day: str) -> None:
    assert last_day(written) == day


@pytest.mark.parametrize(
    ("expires", "rule"),
    [
        ("2026-11-21", {"approval-expired"}),
        ("2026-11-22", {"approval-expires-soon"}),
        ("2027-02-20", {"approval-expires-soon"}),
        ("2027-02-21", set()),
    ],
)
def test_an_approval_is_current_on_its_last_day(
    rules_of: Checked, expires: str, rule: set[str]
) -> None:
    assert rules_of({"expires": expires}, select="TT3") == rule


@pytest.mark.parametrize(
    "settings",
    [
        Settings(date.max, expires_within_days=10**9, estimate_years=10**9),
        Settings(date.min, expires_within_days=-(10**9), estimate_years=-(10**9)),
    ],
)
def test_the_ends_of_the_calendar_are_no_trouble(rules_of: Checked, settings: Settings) -> None:
    form = {"expires": "2026-11", "estimate_year": 2020}
    assert rules_of(form, settings=settings, select="TT3") <= {
        "approval-expired",
        "approval-expires-soon",
        "estimate-stale",
    }


# Sourcing


@pytest.mark.parametrize(
    ("count", "broken"),
    [(999, False), (1_000, True), (9_900, True), (9_990, False), (1e15, True), (1_000.5, False)],
)
def test_a_count_is_round_with_two_digits_and_zeros(
    rules_of: Checked, count: float, broken: bool
) -> None:
    assert ("round-count-without-source" in rules_of({"respondents": count})) is broken


@pytest.mark.parametrize(
    ("address", "mirror"),
    [
        ("https://omb.report/icr/1", True),
        ("http://HTTPS.OMB.report:8080/icr/1", True),
        ("omb.report/icr/1", True),
        ("//d1tvxue8o4w0fl.cloudfront.net/a.pdf", True),
        ("https://www.reginfo.gov/?copy=omb.report", False),
        ("https://myomb.report/icr/1", False),
        ("http://[", False),
        ("see the file", False),
    ],
)
def test_a_mirror_is_known_by_its_host(rules_of: Checked, address: str, mirror: bool) -> None:
    form = {"source": {"title": "ICR", "url": address}}
    assert ("source-is-a-mirror" in rules_of(form)) is mirror


# Coverage


def test_nothing_is_unused_while_a_form_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "forms.yaml"
    text = "timetax: 1\nagencies: [{id: A, name: A}]\nlife_events: [{id: e, name: E}]\nforms:\n"
    form = "  - {id: a, title: A, agency: A, life_events: e, responses: many}\n"
    path.write_text(text + form, encoding="utf-8")
    assert [each.rule for each in findings(path)] == ["value"]


def test_a_catalogue_without_life_events_needs_none(rules_of: Checked) -> None:
    assert "form-without-life-event" not in rules_of({}, {})


def test_agencies_that_go_round_in_a_circle_are_one_department(rules_of: Checked) -> None:
    agencies = [
        {"id": "A", "name": "A", "parent": "B"},
        {"id": "B", "name": "B", "parent": "A"},
        {"id": "C", "name": "C", "parent": "gone"},
    ]
    events = [{"id": "e", "name": "E", "crosses_agencies": True}]
    forms = [{"agency": "A", "life_events": "e"}, {"agency": "B", "life_events": "e"}]
    sections = {"agencies": agencies, "life_events": events}
    assert "life-event-within-one-department" in rules_of(*forms, **sections)
    other = {"agency": "C", "life_events": "e"}
    assert "life-event-within-one-department" not in rules_of(*forms, other, **sections)


# Plausibility


def test_a_population_is_added_up_over_the_affected_public(rules_of: Checked) -> None:
    settings = replace(SETTINGS, populations={"individuals": 100, "federal": 10})
    form = {"affected_public": ["individuals", "federal"]}
    too_many = "more-respondents-than-population"
    assert too_many not in rules_of(form | {"respondents": 110}, settings=settings)
    assert too_many in rules_of(form | {"respondents": 111}, settings=settings)


def test_a_figure_too_large_to_be_meant_is_named_in_short(
    rules_of: Checked, tmp_path: Path
) -> None:
    form = {
        "respondents": 1e15,
        "responses_per_respondent": 1e15,
        "minutes_per_response": 1e15,
        "published_hours": 1,
    }
    assert "published-hours-missed" in rules_of(form)
    found: tuple[Finding, ...] = findings(tmp_path / "forms.yaml", ["TT101"])
    assert "1.67e+43" in found[0].message

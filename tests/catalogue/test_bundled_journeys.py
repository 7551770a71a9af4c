"""The journeys, building blocks and Canadian services that come along, figure by figure."""

import csv
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import timetax
from timetax.bundle import bundled_catalogues
from timetax.catalogue.journeys import Step
from timetax.catalogue.vocabulary import Basis

DATA = Path(__file__).parents[1] / "data"
ROW = dict[str, str]
LATER = {
    "ssa-3380": "61 minutes in the estimate since",
    "ssa-561": "counts a second, voluntary response since",
    "fincen-boi": "domestic companies are exempt since 2025",
}
"""Forms whose figures the catalogue has from a later source than the list of steps, and why."""


def rows(name: str) -> list[ROW]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def catalogue() -> timetax.Catalogue:
    return timetax.load()


@cache
def steps() -> list[tuple[ROW, Step]]:
    """Return all that `_steps` yields."""
    return list(_steps())


def _steps() -> Iterator[tuple[ROW, Step]]:
    """Yield each step of the list with the one that was made of it."""
    for row in rows("journeys.csv"):
        (journey,) = (each for each in catalogue().journeys if each.id == row["journey"])
        found = [each for each in journey.steps if each.title == row["step"]]
        if not row["step"].startswith("All of it"):
            (step,) = found
            yield row, step


def test_every_step_of_the_twelve_journeys_is_there_in_its_order() -> None:
    assert len({row["journey"] for row, _ in steps()}) == 12
    for journey in catalogue().journeys:
        titles = [row["step"] for row, _ in steps() if row["journey"] == journey.id]
        assert [each.title for each in journey.steps if each.title in titles] == titles


def test_the_figures_of_each_step_are_those_of_the_list() -> None:
    for row, step in steps():
        assert (step.form or "") == row["form"], row
        assert step.times == float(row["times"]), row
        assert (step.per or "once") == row["per"], row
        shares = [each for each in (step.share, step.share_if_met) if each is not None]
        assert math.prod(shares) == pytest.approx(float(row["share"] or 1)), row
        assert bool(shares) is bool(row["share"]), row
        if row["fee_usd"]:
            assert step.fee == float(row["fee_usd"]), row
        if step.source and step.source.url:
            assert step.source.url == row["url"], row


def test_minutes_of_forms_are_those_of_the_list_or_of_a_later_source() -> None:
    tables = timetax.tabulate(catalogue()).forms.set_index("form")["minutes_per_response"]
    mixed = {form.id for form in catalogue().forms if form.mixed}
    for row, step in steps():
        if not row["form"] or row["form"] in mixed | LATER.keys():
            continue
        made = tables[row["form"]] if step.form_minutes is None else step.form_minutes
        if row["minutes"]:
            assert made == pytest.approx(float(row["minutes"]), abs=0.051), row
        else:
            assert made != made, row


def test_collections_of_several_parties_are_marked() -> None:
    several = {row["form"] for row, _ in steps() if "other parties" in row["note"]}
    assert {form.id for form in catalogue().forms if form.mixed} == several
    assert len(several) == 12


def test_travel_and_waiting_stand_in_a_step_of_their_own_where_only_some_go_there() -> None:
    (journey,) = (each for each in catalogue().journeys if each.id == "approaching-retirement")
    (visit,) = (each for each in journey.steps if each.title == "Go to the office")
    (row,) = (row for row, _ in steps() if row["step"] == "Claim the retirement benefit")
    assert f"{visit.waiting_minutes:g} min in an office (2017)" == row["waiting"]
    assert f"{visit.travel_minutes:g} (30 each way)" == row["travel_minutes"]


def test_days_follow_from_the_months_of_the_list() -> None:
    found = 0
    for row, step in steps():
        months = re.match(r"([0-9.]+) months median", row["waiting"])
        if months:
            assert step.elapsed_days == pytest.approx(float(months[1]) * 365.25 / 12, abs=0.05)
            assert dict(step.basis)["elapsed_days"] == Basis.DERIVED
            found += 1
    assert found == 5


def test_order_and_condition_are_marked_as_ours() -> None:
    for journey in (*catalogue().journeys, *timetax.load("canada").journeys):
        for step in journey.steps:
            basis = dict(step.basis)
            assert basis["order"] == Basis.INFERRED
            assert ("condition" in basis) is bool(step.condition)


def test_building_blocks_of_forms_are_those_that_the_list_says_are_asked_for() -> None:
    words = {"in-person visit": "visit", "identity proof": "identity"}
    asked: dict[str, set[str]] = {}
    for row in rows("building_blocks.csv"):
        block = words.get(row["block"], row["block"]).replace(" ", "-")
        if re.match("required|declared|choice|98%|75%", row["value"]):
            asked.setdefault(row["form"], set()).add(block)
    known = set(timetax.tabulate(catalogue()).building_blocks["building_block"])
    for form in catalogue().forms:
        assert set(form.building_blocks) == asked.get(form.id, set()) & known, form.id


# Canada


def test_the_applications_of_canadian_services_are_those_of_the_inventory() -> None:
    counts = {
        (row["slug"], row["channel"], row["fiscal_year"]): float(row["value"])
        for row in rows("canada_applications.csv")
        if row["measure"] == "applications received"
    }
    forms = {form.id: form for form in timetax.load("canada").forms}
    latest = {f"{slug}-{channel}" for slug, channel, year in counts if year == "2019-2020"}
    assert forms.keys() == latest
    for name, form in forms.items():
        slug, channel = next(key[:2] for key in counts if f"{key[0]}-{key[1]}" == name)
        year = "2018-2019" if form.estimate_year == 2018 else "2019-2020"
        assert form.responses == counts[slug, channel, year]


def test_what_is_no_application_in_canada_is_left_out_and_said() -> None:
    out = {form.id for form in timetax.load("canada").forms if form.excluded}
    assert out == {
        "ca-oas-other",
        "ca-cpp-other",
        "ca-social-insurance-number-online",
        "ca-service-canada-centres-in-person",
        *(f"ca-passport-ircc-{each}" for each in ("in-person", "mail", "other")),
        *(f"ca-{way}-traveller-{each}" for way in ("air", "highway") for each in _CROSSING),
    }


_CROSSING = ("telephone", "in-person")


def test_minutes_are_known_of_one_canadian_form_alone() -> None:
    known = [form.id for form in timetax.load("canada").forms if form.minutes_per_response]
    assert known == ["ca-ei-online"]
    assert timetax.load("canada").currency == "CAD"
    assert timetax.load("canada").covers is None


def test_a_name_that_no_bundled_catalogue_has_is_told_with_the_nearest() -> None:
    with pytest.raises(timetax.InputError, match="did you mean 'canada'"):
        timetax.load("Canda")


def test_a_file_of_the_name_of_a_bundled_catalogue_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timetax.load("us").title == catalogue().title
    assert list(bundled_catalogues()) == ["us", "canada"]
    folder = tmp_path / "canada"
    folder.mkdir()
    (folder / "own.yaml").write_text("timetax: 1\ntitle: Own\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert timetax.load("canada").title == "Own"

"""Each figure of services that comes with the program agrees with what was read of it."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import timetax
from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.services import GovernmentFigure, GroupFigure
from timetax.catalogue.vocabulary import BOUNDS
from timetax.engine.time_use import bundled_time_use

FACTS = Path(__file__).parents[1] / "data" / "services"
UNIT_WORDS = {"about": ("about", "roughly"), "more-than": ("more than", "over")}
DRIVERS = {"experience index": "experience-index", "language of choice": "language-of-choice"}
MEASURED_ELSEWHERE = {"cost per transaction", "completion rate", "digital take-up"}
"""Rows of feedback that are no scores: they are figures of the side of government."""
READ_FIRST = "read the FNS table before use"
"""Rows that their reader says not to use: they are left out."""
ON_LATER_PAGES = [("FY2021 Q2", "efficiency", 4.15), ("FY2021 Q3", "satisfaction", 4.2)]
"""Scores that stand in the notes of others, which they contradict."""


@cache
def catalogue() -> Catalogue:
    return timetax.load()


def rows(name: str) -> list[dict[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_providers_are_those_of_the_closed_list() -> None:
    made = catalogue().service_providers
    facts = rows("providers")
    assert list(made) == [row["provider"] for row in facts]
    assert len(made) == 38
    for row in facts:
        each = made[row["provider"]]
        assert (each.name, each.department) == (row["name"], row["department"])
        assert (each.department_code, each.code or "") == (
            row["department_code"],
            row["agency_code"],
        )
        assert ("2024" in each.designated) == (row["designated_2024"] == "yes")
        assert ("2019-20" in each.designated) == (row["designated_2019_20"] == "yes")
        assert not row["catalogue_agency"] or each.agency == row["catalogue_agency"]


def test_the_services_have_the_forms_and_volumes_that_were_read() -> None:
    made = catalogue().services
    facts = rows("services")
    assert list(made) == [row["service"] for row in facts]
    for row in facts:
        each = made[row["service"]]
        assert (each.provider, each.name) == (row["provider"], row["name"])
        wanted = row["year"] if row["status"] == "designated" else "2019-20"
        assert each.designated == (wanted,)
        assert [link.form for link in each.forms] == list(filter(None, row["forms"].split(";")))
        assert {link.reason for link in each.forms} <= {row["forms_reason"]}
        assert [(t.count, t.unit, t.period or "") for t in each.transactions] == (
            [(float(row["volume"]), row["volume_unit"], row["volume_year"])]
            if row["volume"]
            else []
        )


def test_a_link_that_is_a_guess_does_not_count_and_neither_does_a_form_before_the_service() -> None:
    for row in rows("services"):
        guessed = re.search(r"\bweak\b", row["forms_reason"]) or row["service"] == "va-outpatient"
        counts = {link.counts for link in catalogue().services[row["service"]].forms}
        assert counts <= ({False} if guessed else {None})


def test_every_score_agrees_with_what_was_read() -> None:
    wanted = Counter(
        (
            DRIVERS.get(row["driver"], row["driver"]),
            float(row["value"]),
            *(float(row[key]) if row[key] else None for key in ("responses", "offered")),
            float(row["customers"]) if row["customers"] else None,
            row["survey"],
            re.match(r"(FY)?[0-9]{4}|.*", row["period"])[0][-4:]  # type: ignore[index]
            if row["country"] == "US"
            else row["fiscal_year"],
        )
        for row in rows("feedback")
        if row["driver"] not in MEASURED_ELSEWHERE
    )
    made = Counter(
        (
            score.driver,
            score.value,
            given.responses,
            given.offered,
            given.customers,
            given.survey,
            given.period.removeprefix("FY")[:4],
        )
        for given in catalogue().feedback
        for score in given.scores
        if (given.period, score.driver, score.value) not in ON_LATER_PAGES
    )
    assert made == wanted


def test_a_score_is_on_the_scale_on_which_it_was_read() -> None:
    scales = {
        ("mean", "5-point"): "five-points",
        ("% favourable", "5-point, top two"): "percent-favourable",
        ("% agree", "5-point, top two"): "percent-agree",
        ("index", "0-100"): "index-100",
        ("%", "0-100"): "percent",
    }
    wanted = Counter(
        scales[row["unit"], row["scale"]]
        for row in rows("feedback")
        if row["driver"] not in MEASURED_ELSEWHERE
    )
    made = Counter(given.scale for given in catalogue().feedback for _ in given.scores)
    assert made - wanted == Counter({"five-points": len(ON_LATER_PAGES)})
    assert not wanted - made


def printed(each: GovernmentFigure | GroupFigure) -> tuple[str, ...]:
    value = f"{each.low:g} to {each.high:g}" if each.value is None else f"{each.value:.10g}"
    return (each.what or "", value, each.period or "")


def number(text: str) -> str:
    text = text.removeprefix("up to ")
    return text if " to " in text else f"{float(text):.10g}"


def facts_of_government() -> Iterator[dict[str, str]]:
    yield from (row for row in rows("government_side") if READ_FIRST not in row["note"])


def test_every_figure_of_the_side_of_government_agrees_with_what_was_read() -> None:
    wanted = [(row["measure"], number(row["value"]), row["year"]) for row in facts_of_government()]
    made = [printed(each) for each in catalogue().government_side if each.country is None]
    assert made == wanted
    assert len(rows("government_side")) - len(wanted) == 53
    uk = [each for each in catalogue().government_side if each.country == "UK"]
    elsewhere = [row for row in rows("feedback") if row["driver"] in MEASURED_ELSEWHERE]
    assert [(e.what, e.value) for e in uk] == [(r["driver"], float(r["value"])) for r in elsewhere]


def test_every_figure_of_groups_agrees_with_what_was_read() -> None:
    facts = rows("equity")
    assert [printed(each) for each in catalogue().equity] == [
        (row["measure"], number(row["value"]), row["year"]) for row in facts
    ]
    for each, row in zip(catalogue().equity, facts, strict=True):
        assert (each.programme, each.form or "", each.by, each.group) == (
            row["programme"],
            row["form"],
            row["group_by"],
            row["group"],
        )


def test_units_say_how_near_a_figure_is_as_the_source_does() -> None:
    figures = [*catalogue().government_side, *catalogue().equity]
    facts = [*facts_of_government(), *rows("equity")]
    made = [e for e in figures if not (isinstance(e, GovernmentFigure) and e.country)]
    for each, row in zip(made, facts, strict=True):
        words = UNIT_WORDS.get(each.bound or "", (BOUNDS.get(each.bound or "", ""),))
        said = f"{row['value']} {row['unit']}"
        assert not each.bound or any(word in said for word in words)
        assert row["unit"].startswith(each.unit)


def test_measured_time_is_as_it_was_read() -> None:
    facts = {(row["group"], row["value"], row["measure"]): row for row in rows("time_use")}
    made = bundled_time_use()
    assert len(made) == len(facts)
    for each in made:
        row = facts[each.group, each.value, each.measure]
        for figure, key in (
            (each.minutes_per_day, "minutes_per_day"),
            (each.standard_error, "se"),
            (each.hours_per_person_year, "hours_per_person_year"),
            (each.minutes_if_any, "minutes_if_any"),
            (each.share_on_a_day, "share_on_a_day_pct"),
        ):
            assert figure == (float(row[key]) if row[key] else None)
        if each.million_hours_a_year:
            assert f"{each.million_hours_a_year:g} million h a year" in row["note"]

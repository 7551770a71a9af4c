"""Nine services of the government's published analytics, and what measures them."""

import csv
import json
import statistics
from pathlib import Path

import pytest

from tests.console import run
from timetax.catalogue.ranges import Range
from timetax.read.to_catalogue import load

CLOCKS = Path("tests/data/clocks")
with (CLOCKS / "measured_2024-01.csv").open(encoding="utf-8") as file:
    PUBLISHED = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, object]]:
    done = run(
        f"timetax measure {CLOCKS}/dap_pages_2024-01.csv --forms {CLOCKS}/pages-map.yaml -f json"
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)
    assert made["timetax_measure"] == 1
    return {each["form"]: each for each in made["forms"]}


@pytest.mark.parametrize("service", PUBLISHED, ids=lambda each: each["form"])
def test_both_bounds_of_a_service_are_those_that_were_published(
    service: dict[str, str], measured: dict[str, dict[str, float]]
) -> None:
    made = measured[service["form"]]
    assert made["finished"] == int(service["sessions on last step"])
    assert made["steps"] == int(service["steps"])
    assert round(made["low_minutes"], 1) == float(service["low_minutes"])
    assert round(made["high_minutes"], 1) == float(service["high_minutes"])


def test_a_span_that_holds_the_claim_contradicts_nothing(
    measured: dict[str, dict[str, object]],
) -> None:
    verdicts = {form: measured[form]["verdict"] for form in ("21-4142", "20-0996", "26-1880")}
    assert verdicts == {"21-4142": "above", "20-0996": "below", "26-1880": "around"}
    assert measured["10182"]["verdict"] == "unknown"


NOT_IN_THE_CATALOGUE = {"10182", "ESTA"}
"""The catalogue has ESTA only in one total with another form."""


def test_the_bundled_catalogue_holds_what_was_measured_of_its_forms() -> None:
    forms = {each.form_number: each for each in load().forms if each.measured}
    forms["21P-530"] = forms.pop("21P-530EZ")
    services = {each["form"]: each for each in PUBLISHED}
    assert set(services) - NOT_IN_THE_CATALOGUE == set(forms) - {None}
    for number in set(services) - NOT_IN_THE_CATALOGUE:
        (made,) = forms[number].measured
        service = services[number]
        assert isinstance(made.minutes, Range)
        assert (made.minutes.low, made.minutes.high, made.cases) == (
            float(service["low_minutes"]),
            float(service["high_minutes"]),
            int(service["sessions on last step"]),
        )


def test_the_minutes_of_food_assistance_are_those_of_the_states() -> None:
    with (CLOCKS / "state_application_minutes_2019.csv").open(encoding="utf-8") as file:
        cells = [row["S: Time to complete"].rstrip("*") for row in csv.DictReader(file)]
    minutes = [int(each) for each in cells if each.isdigit()]
    (form,) = (each for each in load().forms if each.id == "fns-snap-application-2008")
    (made,) = form.measured
    assert isinstance(made.minutes, Range)
    assert (made.minutes.low, float(made.minutes), made.minutes.high, made.cases) == (
        min(minutes),
        statistics.median(minutes),
        max(minutes),
        len(minutes),
    )

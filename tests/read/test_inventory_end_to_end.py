"""An official inventory from the command line, its figures against an independent pass."""

import json
import xml.etree.ElementTree as ET
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import made_inventory
from tests.console import run

REQUESTS = 300


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inventory") / "inventory.xml"
    made_inventory.write(path, requests=REQUESTS)
    return path


def figure(element: ET.Element, path: str) -> Fraction | None:
    text = element.findtext(path)
    value = Fraction(text) if text else None
    return value if value is not None and value >= 0 else None


def independent_total(path: Path) -> tuple[Fraction, int, Fraction]:
    """Return the hours that are known, on how many forms, and those of them without responses."""
    hours, forms, as_published = Fraction(0), 0, Fraction(0)
    for request in ET.parse(path).getroot().iter("InformationCollectionRequest"):
        if request.findtext("ICRReferenceNumber", "").endswith("CF"):
            continue
        pairs = [
            (
                figure(each, "NumberResponses/AnnualQuantity"),
                figure(each, "BurdenHour/TotalQuantity"),
            )
            for each in request.iter("InformationCollection")
        ] or [
            (
                figure(request, "Burden/BurdenResponse/TotalQuantity"),
                figure(request, "Burden/BurdenHour/TotalQuantity"),
            )
        ]
        for responses, burden in pairs:
            if burden is not None:
                hours, forms = hours + burden, forms + 1
                as_published += 0 if responses else burden
    return hours, forms, as_published


@cache
def answer(command: str) -> dict[str, Any]:
    done = run(f"timetax {command} --format json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_report_has_the_hours_of_an_independent_pass(inventory: Path) -> None:
    hours, forms, as_published = independent_total(inventory)
    total = answer(f"report {inventory}")["total"]
    assert round(total["burden_hours"]) == hours
    assert abs(Fraction(total["burden_hours"]) - hours) < Fraction(1, 10**6)
    assert total["forms"] - total["not_estimated"] == forms
    assert total["as_published_hours"] == as_published > 0


def test_a_report_shows_what_official_inventories_are_asked_for(inventory: Path) -> None:
    made = answer(f"report {inventory}")
    keys = {section["key"] for section in made["sections"]}
    assert keys >= {
        "department",
        "department,agency",
        "life_event",
        "form",
        "affected_public",
        "obligation",
        "online",
        "line_of_business",
        "published_totals",
    }


def test_a_report_by_agency_shows_the_change_since_the_approval_before(inventory: Path) -> None:
    (section,) = answer(f"report {inventory} --by agency")["sections"]
    assert any(row["since_previous"] for row in section["rows"])
    assert section["notes"][-1].startswith("Since before: ")


def test_common_forms_are_listed_and_in_no_total(inventory: Path) -> None:
    text = inventory.read_text(encoding="utf-8")
    made = answer(f"report {inventory}")
    assert made["total"]["excluded"] >= text.count("CF</ICRReferenceNumber>") > 0


def test_it_is_checked(inventory: Path) -> None:
    done = run(f"timetax check {inventory} --exit-zero --format json")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_it_is_put_through_a_scenario(inventory: Path) -> None:
    whole, _, as_published = independent_total(inventory)
    hours = whole - as_published
    made = answer(f"whatif --set '*.minutes_per_response*=0.5' -c {inventory}")
    assert made["scenarios"][0]["change_hours"] == pytest.approx(float(-hours / 2), rel=1e-12)


def test_a_form_of_it_is_explained(inventory: Path) -> None:
    first = answer(f"forms -c {inventory}")["sections"][0]["rows"][0]["form"]
    assert answer(f"explain {first} -c {inventory}")["title"].endswith(f"({first})")


@pytest.mark.parametrize("ending", ["parquet", "csv", "yaml"])
def test_it_is_converted_without_a_loss(inventory: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"inventory.{ending}"
    done = run(f"timetax convert {inventory} -o {out}")
    assert done.returncode == 0, done.stderr
    before, after = answer(f"report {inventory}"), answer(f"report {out}")
    assert after["total"] == before["total"]
    assert after["sections"] == before["sections"]


def test_no_name_or_address_of_staff_leaves_it(inventory: Path, tmp_path: Path) -> None:
    root = ET.parse(inventory).getroot()
    secret = {
        text
        for person in root.iter("Person")
        for each in person
        if (text := (each.text or "").strip()) and len(text) > 6
    }
    assert secret
    out = tmp_path / "inventory.csv"
    run(f"timetax convert {inventory} -o {out}")
    shown = out.read_text(encoding="utf-8") + run(f"timetax report {inventory} -n 9999").stdout
    shown += run(f"timetax check {inventory} --exit-zero").stdout
    assert not [text for text in secret if text in shown]

import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks import made_inventory
from timetax.catalogue.declaration import as_plain
from timetax.catalogue.document import validator
from timetax.catalogue.validation import Validated
from timetax.read.life_event_map import load_map
from timetax.read.us_reginfo.reading import read_inventory


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "inventory.xml"
    made_inventory.write(path, requests=300, seed=5)
    return path


@pytest.fixture(scope="module")
def made(path: Path) -> Validated:
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(10_000), b"")
        return read_inventory(chunks, "inventory.xml", events=load_map())


def figures(element: ElementTree.Element, path: str) -> Fraction:
    """Return the figure there, another parser's reading of it; what is not known adds nothing."""
    number = Fraction((element.findtext(path) or "0").strip() or "0")
    return max(number, Fraction(0))


@pytest.mark.parametrize(
    ("field", "path_in_request", "path_in_collection"),
    [
        ("responses", "Burden/BurdenResponse/TotalQuantity", "NumberResponses/AnnualQuantity"),
        ("published_hours", "Burden/BurdenHour/TotalQuantity", "BurdenHour/TotalQuantity"),
        ("published_cost", "Burden/BurdenCost/TotalAmount", "BurdenCost/TotalAmount"),
    ],
)
@pytest.mark.parametrize("common", [False, True])
def test_totals_equal_those_of_another_parser_exactly(
    path: Path,
    made: Validated,
    field: str,
    path_in_request: str,
    path_in_collection: str,
    common: bool,
) -> None:
    expected = Fraction(0)
    for request in ElementTree.parse(path).getroot():
        if (request.findtext("ICRReferenceNumber") or "").endswith("CF") is not common:
            continue
        parts = request.findall("InformationCollections/InformationCollection")
        expected += sum((figures(part, path_in_collection) for part in parts), Fraction(0))
        if not parts:
            expected += figures(request, path_in_request)
    forms = [form for form in made.content.forms if bool(form.excluded) is common]
    assert sum(Fraction(getattr(form, field) or 0) for form in forms) == expected > 0


@pytest.mark.parametrize("measure", ["responses", "hours", "cost"])
@pytest.mark.parametrize("previous", ["", "Previous"])
def test_totals_of_requests_equal_those_of_another_parser_exactly(
    path: Path, made: Validated, measure: str, previous: str
) -> None:
    inside = {
        "responses": "BurdenResponse/{}TotalQuantity",
        "hours": "BurdenHour/{}TotalQuantity",
        "cost": "BurdenCost/{}TotalAmount",
    }[measure]
    root = ElementTree.parse(path).getroot()
    expected = sum(figures(request, f"Burden/{inside.format(previous)}") for request in root)
    field = f"previous_{measure}" if previous else measure
    assert sum(Fraction(getattr(each, field) or 0) for each in made.content.requests) == expected


def test_a_made_inventory_reads_without_findings_and_is_valid(made: Validated) -> None:
    assert made.findings == ()
    assert validator().validate_python(as_plain(made.content)) == made.content


def test_a_made_inventory_has_unique_ids_and_known_places(made: Validated) -> None:
    ids = [form.id for form in made.content.forms]
    assert len(set(ids)) == len(ids)
    places = [made.file.position(("forms", place)) for place in range(len(ids))]
    assert places == sorted(places, key=lambda place: (place.line, place.column))


def test_the_same_seed_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    made_inventory.write(tmp_path / "again.xml", requests=300, seed=5)
    assert (tmp_path / "again.xml").read_bytes() == path.read_bytes()
    made_inventory.write(tmp_path / "other.xml", requests=300, seed=6)
    assert (tmp_path / "other.xml").read_bytes() != path.read_bytes()


def test_a_made_inventory_has_the_shares_of_the_real_one(made: Validated) -> None:
    requests = [request.id for request in made.content.requests]
    assert len(requests) == 300
    assert sum("CF" in each for each in requests) == round(300 * 2044 / 10699)
    assert 700 < len(made.content.forms) < 1100


def test_made_contacts_stay_outside(path: Path, made: Validated) -> None:
    assert "test.person" in path.read_text(encoding="utf-8")
    assert "test.person" not in repr(made)
    assert "example.org" not in repr(made)

from pathlib import Path

import pytest

from tests.made import bundled
from tests.read.us_reginfo.inventories import collection, inventory, notes_of, read, request
from timetax.findings import InputError
from timetax.read.life_event_map import LifeEventMap, load_map

MAP = """\
timetax: 1
life_events:
  - id: college
    name: Going to college
  - id: taxes
    name: Filing taxes
rules:
  - control_number: ["0503-0007", 0503-0008]
    life_events: [taxes]
    because: It is a tax form.
  - line_of_business: Education
    subfunction: Higher Education
    life_events: college
    because: It is about colleges.
  - agency: "1845"
    title: ["*aid*", Loan ?]
    life_events: [college]
    because: It pays for colleges.
"""


def loaded(tmp_path: Path, text: str = MAP) -> LifeEventMap:
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return load_map(path)


def mistakes(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        loaded(tmp_path, text)
    return [str(each).removeprefix(f"{tmp_path}/") for each in raised.value.findings]


@pytest.mark.parametrize(
    ("number", "line", "function", "agency", "title", "events"),
    [
        ("0503-0007", None, None, None, None, ("taxes",)),
        ("0503-0008", "Education", "Higher Education", "0503", "x", ("taxes", "college")),
        (None, "EDUCATION", "higher  education", None, None, ("college",)),
        (None, "Education", "Schools", None, None, ()),
        (None, "Education", None, None, None, ()),
        (None, None, None, "1845", "Federal Student Aid", ("college",)),
        (None, None, None, "1845", "Loan 1", ("college",)),
        (None, None, None, "1845", "Loan 12", ()),
        (None, None, None, "1846", "Federal Student Aid", ()),
        (None, None, None, None, None, ()),
    ],
)
def test_all_rules_that_match_add_up(
    tmp_path: Path,
    number: str | None,
    line: str | None,
    function: str | None,
    agency: str | None,
    title: str | None,
    events: tuple[str, ...],
) -> None:
    rules = loaded(tmp_path)
    for _ in range(2):
        assert rules.events_of(number, line, agency, title, subfunction=function) == events


def test_forms_of_an_inventory_get_the_events_of_the_map(tmp_path: Path) -> None:
    made = read(inventory(request(collection())), events=loaded(tmp_path))
    assert made.content.forms[0].life_events == (("taxes", None), ("college", None))
    assert [event.id for event in made.content.life_events] == ["college", "taxes"]


def test_forms_that_no_rule_is_about_have_no_event_and_are_counted(tmp_path: Path) -> None:
    parts = collection(), collection(subfunction="Schools")
    other = request(*parts, control_number="0503-0001")
    notes = notes_of(other, events=loaded(tmp_path))
    assert "1 form of 2 without a life event: no rule of the map" in notes
    assert "life event" not in notes_of(other)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "title: [",
            "titel: [",
            "map.yaml:16:5: error: unknown key 'titel'; did you mean 'title'?",
        ),
        ("[taxes]", "[tax]", "map.yaml:9:19: error: life_events: 'tax' is not declared under"),
        (
            "    because: It is a tax form.\n",
            "",
            "map.yaml:8:5: error: the key 'because' is missing",
        ),
        (
            "  - id: taxes",
            "  - id: college",
            "map.yaml:5:9: error: the id 'college' is given twice",
        ),
        (
            '  - agency: "1845"\n    title: ["*aid*", Loan ?]\n    life',
            "  - life",
            "map.yaml:15:5:",
        ),
        ("timetax: 1\n", "", "map.yaml:1:1: error: the key 'timetax' is missing"),
        ("life_events: college", "life_events: []", "the rule gives no life event"),
        ("timetax: 1", "timetax: 1\nlife_events: {", "map.yaml:"),
    ],
)
def test_mistakes_are_told_with_their_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in MAP
    assert message in "\n".join(mistakes(tmp_path, MAP.replace(old, new, 1)))


@pytest.mark.parametrize("text", ["", "- a list", "text"])
def test_what_is_no_mapping_is_no_map(tmp_path: Path, text: str) -> None:
    (message,) = mistakes(tmp_path, text)
    assert "a map of life events is a mapping" in message


def test_a_map_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_map(tmp_path / "none.yaml")


def test_the_bundled_map_knows_every_control_number_of_the_bundled_catalogue() -> None:
    rules = load_map()
    for form in bundled().forms:
        if form.control_number:
            events = rules.events_of(form.control_number, None, None, None)
            assert {event for event, _ in form.life_events} <= set(events), form.id


def test_the_bundled_map_has_the_life_events_of_the_bundled_catalogue() -> None:
    events = bundled().life_events
    assert {event.id: event for event in load_map().life_events} == events


@pytest.mark.parametrize(
    ("line", "function", "agency", "title", "event"),
    [
        ("Income Security", "Survivor Compensation", "0960", "", "death-of-a-family-member"),
        ("Education", "Higher Education", "1840", "", "going-to-college"),
        ("General Government", "Taxation Management", "1545", "", "filing-taxes"),
        (None, None, "1405", "Application for a U.S. Passport", "travelling-abroad"),
        (None, None, "3245", "Disaster Home Loan Application", "recovering-from-disaster"),
    ],
)
def test_the_bundled_map_says_what_lines_of_business_and_titles_allow(
    line: str | None, function: str | None, agency: str, title: str, event: str
) -> None:
    assert event in load_map().events_of(None, line, agency, title, subfunction=function)


def test_the_bundled_map_gives_no_event_where_nothing_is_known() -> None:
    line = "Environmental Management"
    assert load_map().events_of("2060-0001", line, "2060", "Emissions of boilers") == ()

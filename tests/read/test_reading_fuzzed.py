"""Whatever is in a file, it loads or gives findings with a place in the file, and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests import schemas
from timetax.catalogue.catalogue import Catalogue
from timetax.findings import Finding, InputError, Position
from timetax.read.to_catalogue import load

GOOD = """\
timetax: 1
title: Forms of Springfield 🐕
currency: CAD
agencies:
  - id: CITY
    name: City of Springfield
    code: "0503"
  - {id: POUND, name: 'Dog Pound', parent: CITY}
life_events:
  - &event {id: getting-a-pet, name: Getting a pet}
  - {<<: *event, id: moving}
forms:
  - id: dog-licence
    title: >-
      Application for a dog licence,
      in two lines
    agency: POUND
    life_events: {getting-a-pet: 0.75, moving: 1/4}
    affected_public: [individuals, private-sector]
    obligation: mandatory
    online: partial
    respondents: 12_000
    minutes_per_response: 7.5
    basis: {respondents: derived}
    estimate_year: 2024
    source: {title: Notice 7, date: 2024-06-30}
  - id: dog-tag
    title: Dog tag
    agency: CITY
    overlaps: [dog-licence]
"""
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
PIECES = [
    *"*&!|>%@`'\"#,:?-[]{}<~\t\r\n\0\x07\x0c\x80\x85\ufeff\u2028é🐕",
    *["- ", ": ", "? ", "---\n", "...\n", "<<: *event", "*event", "&event ", "!!int ", "!x "],
    *["null", ".nan", "-1", "1,000", "1e999", f"{'9' * 400}/1", "''", "' '", "[[a]]", "{a: b}"],
    *["agencies: []\n", "forms:\n", "id: CITY\n", "parent: POUND\n", "    ", "\n\n"],
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "c.yaml"


def is_inside(finding: Finding, text: str) -> bool:
    """Return whether the finding stands in the text, or right at its end.

    Tables end a line with a line feed or carriage return only, YAML with more.
    """
    line, column = finding.position.line, finding.position.column
    for lines in (LINE_END.split(text), re.split("\r\n|\r|\n", text)):
        if line == len(lines) + 1 and column == 1:
            return True
        if 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1:
            return True
    return False


def loads_or_says_where(path: Path, data: bytes, text: str) -> None:
    path.write_bytes(data)
    try:
        catalogue = load(path)
    except InputError as error:
        assert error.findings
        for finding in error.findings:
            assert finding.position.file == str(path)
            of_no_text = finding.rule == "input" and finding.position == Position(str(path))
            assert of_no_text or is_inside(finding, text), finding
            assert "\n" not in finding.message
            assert finding.message
    else:
        assert all(catalogue.position(form.id).line for form in catalogue.forms)
        assert all(catalogue.department(form.agency) for form in catalogue.forms)


@given(st.binary(max_size=200))
@example(b"\x0c\x0c\xff")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_load_or_are_refused_with_places(path: Path, data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = data.startswith(b"\xff\xfe\0\0")
        text = data.decode("utf-32" if wide else "utf-16", "replace")
    loads_or_says_where(path, data, text.removeprefix("\ufeff"))


@given(st.text(max_size=200))
@example("\x80")
@example("a: \x0b\x0b\x0b")
def test_any_text_loads_or_is_refused_with_places(path: Path, text: str) -> None:
    loads_or_says_where(path, text.encode(), text.removeprefix("\ufeff"))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return the good catalogue with pieces and lines replaced, deleted, doubled or swapped."""
    text = GOOD
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.integers(0, 12)))
            piece = text[start:end]
            new = draw(st.sampled_from(["", piece * 2, *PIECES]) | st.text(max_size=3))
            text = text[:start] + new + text[end:]
        else:
            lines = text.splitlines(keepends=True)
            place = draw(st.integers(0, max(0, len(lines) - 1)))
            other = draw(st.integers(0, max(0, len(lines) - 1)))
            taken = lines[place : place + 1]
            lines[place : place + 1] = draw(
                st.sampled_from([[], taken * 2, lines[other : other + 1], ["  ", *taken]])
            )
            text = "".join(lines)
    return text


@given(mutated())
@example(GOOD.replace("respondents: derived", "respondents: [derived]"))
@example(GOOD.replace("moving: 1/4", "'': 1/4").partition("life_events:")[2].join([GOOD[:11], ""]))
def test_any_change_to_a_good_catalogue_loads_or_is_refused_with_places(
    path: Path, text: str
) -> None:
    loads_or_says_where(path, text.encode(), text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.sampled_from(["", " ", "CITY", "1/6", "dog-tag"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["", " ", "<<", "id", "CITY", "source"]), inner, max_size=3
        )
    ),
    max_leaves=4,
)


@st.composite
def replaced(draw: st.DrawFn) -> str:
    """Return the good catalogue with another value, of any type, in one or two of its places."""
    content = yaml.safe_load(GOOD)
    for _ in range(draw(st.integers(1, 2))):
        inside, key = content, draw(st.sampled_from(sorted(content)))
        while inside[key] and isinstance(inside[key], dict | list) and draw(st.integers(0, 3)):
            inside = inside[key]
            keys = sorted(inside) if isinstance(inside, dict) else range(len(inside))
            key = draw(st.sampled_from(keys))
        inside[key] = draw(VALUES)
    return json.dumps(content, default=str, indent=1)


@given(replaced())
def test_any_value_in_any_place_loads_or_is_refused_with_places(path: Path, text: str) -> None:
    loads_or_says_where(path, text.encode(), text)


def test_the_catalogue_that_is_changed_loads_as_it_is(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    assert len(load(path).forms) == 2


# What another program writes is read as what it meant

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    str.strip
)
FIGURES = st.none() | st.integers(0, 10**15) | st.just(0.0) | st.floats(1e-15, 1e15)
FORMS = st.fixed_dictionaries(
    {"title": TEXTS, "agency": TEXTS},
    optional={
        "respondents": FIGURES,
        "responses": FIGURES,
        "minutes_per_response": FIGURES,
        "published_hours": FIGURES,
        "estimate_year": st.integers(1800, 2099),
        "online": st.sampled_from(["full", "partial", "none"]),
        "note": TEXTS,
        "life_events": st.lists(TEXTS, max_size=3, unique_by=str.strip)
        | st.dictionaries(TEXTS.map(str.strip), st.just(0.0) | st.floats(1e-15, 0.3), max_size=3),
    },
)
CATALOGUES = st.dictionaries(TEXTS.map(str.strip), FORMS, max_size=4)


def dumped(forms: dict[str, Any], **style: Any) -> str:
    entries = [{"id": form_id, **form} for form_id, form in forms.items()]
    return str(yaml.safe_dump({"timetax": 1, "forms": entries}, **style))


def figures(catalogue: Catalogue) -> list[tuple[float | None, ...]]:
    return [
        (form.respondents, form.responses, form.minutes_per_response, form.published_hours)
        for form in catalogue.forms
    ]


@given(forms=CATALOGUES, flow=st.sampled_from([None, True, False]), unicode=st.booleans())
def test_a_catalogue_that_another_program_wrote_is_read_as_it_was_meant(
    path: Path, forms: dict[str, Any], flow: bool | None, unicode: bool
) -> None:
    text = dumped(forms, default_flow_style=flow, allow_unicode=unicode)
    path.write_text(text, encoding="utf-8")
    catalogue = load(path)
    keys = ("respondents", "responses", "minutes_per_response", "published_hours")
    assert figures(catalogue) == [tuple(form.get(key) for key in keys) for form in forms.values()]
    for form, (form_id, meant) in zip(catalogue.forms, forms.items(), strict=True):
        assert form.id == form_id
        assert form.title == meant["title"].strip()
        assert form.agency == meant["agency"].strip()
        assert form.note == (meant["note"].strip() if "note" in meant else None)
        assert form.estimate_year == meant.get("estimate_year")
        events = meant.get("life_events", [])
        shares = dict(events) if isinstance(events, dict) else dict.fromkeys(map(str.strip, events))
        assert dict(form.life_events) == shares


@given(forms=CATALOGUES)
def test_the_json_schema_accepts_a_catalogue_that_another_program_wrote(
    forms: dict[str, Any],
) -> None:
    data = yaml.safe_load(dumped(forms))
    schemas.of_catalogues().validate(data)


@given(forms=CATALOGUES, mark=st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_the_encoding_of_a_file_does_not_change_what_it_says(
    path: Path, forms: dict[str, Any], mark: str
) -> None:
    text = dumped(forms, allow_unicode=True)
    path.write_bytes(text.encode())
    plain = load(path)
    path.write_bytes(text.encode(mark))
    assert load(path) == plain

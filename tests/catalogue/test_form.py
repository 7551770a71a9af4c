import inspect
import json
import math
from dataclasses import FrozenInstanceError
from typing import Any

import jsonschema
import pytest

from tests import schemas
from tests.console import ROOT, run
from timetax.catalogue.declaration import keys_of
from timetax.catalogue.document import CatalogueFile, json_schema
from timetax.catalogue.form import Form
from timetax.catalogue.validation import validated
from timetax.files.yaml import File, parse

PLAIN = """\
timetax: 1
forms:
  - id: dog-licence
    title: Application for a dog licence
    agency: City of Springfield
    life_events: [getting-a-pet]
    respondents: 12_000
    minutes_per_response: 15
"""


def catalogue_file(text: str) -> CatalogueFile:
    document = parse(File("c.yaml", text)).document
    assert document is not None
    made = validated(document)
    assert made.findings == ()
    return made.content


def mistakes(text: str) -> list[str]:
    document = parse(File("c.yaml", text)).document
    assert document is not None
    findings = validated(document).findings
    assert findings
    return [str(finding) for finding in findings]


# What is left out


def test_a_plain_form_has_everything_else_defaulted() -> None:
    (form,) = catalogue_file(PLAIN).forms
    given = {
        "id": "dog-licence",
        "title": "Application for a dog licence",
        "agency": "City of Springfield",
        "life_events": (("getting-a-pet", None),),
        "respondents": 12_000,
        "minutes_per_response": 15,
    }
    several = ["affected_public", "building_blocks", "measured", "basis", "change", "replaces"]
    lists = dict.fromkeys([*several, "overlaps"], ())
    assert vars(form) == dict.fromkeys(keys_of(Form)) | lists | given


def test_a_file_may_have_nothing_but_its_version() -> None:
    file = catalogue_file("timetax: 1\n")
    assert (file.forms, file.agencies, file.life_events) == ((), (), ())
    assert (file.title, file.description, file.currency) == (None, None, None)


@pytest.mark.parametrize("key", sorted(set(keys_of(Form)) - {"id", "title", "agency"}))
def test_an_empty_key_of_a_form_is_the_same_as_none(key: str) -> None:
    (form,) = catalogue_file(f"timetax: 1\nforms: [{{id: f, title: T, agency: A, {key}: }}]").forms
    assert getattr(form, key) in (None, ())
    assert allows({key: None})


def test_a_figure_with_a_source_is_published_unless_its_basis_says_otherwise() -> None:
    text = (
        f"{PLAIN}    source: Notice 7\n    basis: {{respondents: derived, responses: inferred}}\n"
    )
    (form,) = catalogue_file(text).forms
    assert form.basis_of("respondents") == "derived"
    assert form.basis_of("minutes_per_response") == "published"


def test_a_figure_without_a_source_is_given_unless_its_basis_says_otherwise() -> None:
    (form,) = catalogue_file(f"{PLAIN}    basis: {{respondents: derived}}\n").forms
    assert form.basis_of("respondents") == "derived"
    assert form.basis_of("minutes_per_response") == "given"


def test_what_is_not_given_has_no_basis() -> None:
    (form,) = catalogue_file(f"{PLAIN}    basis: {{responses: inferred}}\n").forms
    assert form.basis_of("responses") is None
    assert form.basis_of("affected_public") is None


def test_a_source_may_be_its_title_alone() -> None:
    (form,) = catalogue_file(f"{PLAIN}    source: Notice 7\n").forms
    assert form.source is not None
    assert form.source.title == "Notice 7"
    assert form.source.url is None


def test_an_entry_cannot_be_changed() -> None:
    (form,) = catalogue_file(PLAIN).forms
    with pytest.raises(FrozenInstanceError):
        form.respondents = 1  # type: ignore[misc]


# The version and the file as a whole


def test_an_empty_file_is_told_how_a_catalogue_begins() -> None:
    assert mistakes("") == [
        "c.yaml:1:1: error: the file is empty; "
        "a catalogue is a mapping that begins with `timetax: 1` [schema]"
    ]


@pytest.mark.parametrize(
    ("text", "found"), [("- a", "a list"), ("hello", "'hello'"), ("'12'", "'12'")]
)
def test_a_file_that_is_no_mapping_is_told_how_a_catalogue_begins(text: str, found: str) -> None:
    assert mistakes(f"\n  {text}\n") == [
        f"c.yaml:2:3: error: here is {found}; "
        "a catalogue is a mapping that begins with `timetax: 1` [schema]"
    ]


def test_a_missing_version_is_told_with_what_to_write() -> None:
    assert mistakes("forms: []\n") == [
        "c.yaml:1:1: error: the key 'timetax' is missing; write `timetax: 1` [missing-key]"
    ]


@pytest.mark.parametrize(
    ("version", "found"), [("2", "'2'"), ("1.0", "'1.0'"), ("one", "'one'"), ("", "nothing")]
)
def test_another_version_is_refused(version: str, found: str) -> None:
    (message,) = mistakes(f"timetax: {version}\n")
    assert message.endswith(
        f"error: timetax: this program reads format version 1, not {found} [value]"
    )


# Keys


def test_a_missing_key_is_reported_where_its_form_begins() -> None:
    assert mistakes("timetax: 1\nforms:\n  - title: T\n    agency: A\n") == [
        "c.yaml:3:5: error: the key 'id' is missing [missing-key]"
    ]


def test_an_unknown_key_is_refused_at_the_key_with_the_nearest_one() -> None:
    assert mistakes(f"{PLAIN}    minutes_per_responce: 15\n") == [
        "c.yaml:9:5: error: unknown key 'minutes_per_responce'; "
        "did you mean 'minutes_per_response'? [unknown-key]"
    ]


def test_the_beginning_of_a_key_is_enough_for_a_suggestion() -> None:
    assert mistakes(f"{PLAIN}    minutes: 15\n") == [
        "c.yaml:9:5: error: unknown key 'minutes'; "
        "did you mean 'minutes_per_response'? [unknown-key]"
    ]


def test_a_key_far_from_all_is_refused_with_the_keys_of_its_place() -> None:
    assert mistakes(f"{PLAIN}    source: {{title: T, lnk: x}}\n") == [
        "c.yaml:9:24: error: unknown key 'lnk'; the known keys are title, url, copy, date, "
        "correlated [unknown-key]"
    ]


@pytest.mark.parametrize(
    ("entry", "place", "key"),
    [
        ("titel: T", "2:1", "title"),
        ("agencies: [{id: A, name: B, acronim: C}]", "2:29", "acronym"),
        ("life_events: [{id: A, name: B, descripton: C}]", "2:32", "description"),
        ("life_events: [{id: A, name: B, source: {title: C, copi: D}}]", "2:51", "copy"),
        ("forms: [{id: A, title: B, agency: C, online_: full}]", "2:38", "online"),
        ("forms: [{id: A, title: B, agency: C, source: {title: D, copies: E}}]", "2:57", "copy"),
    ],
)
def test_an_unknown_key_is_refused_in_every_part_of_the_file(
    entry: str, place: str, key: str
) -> None:
    (message,) = mistakes(f"timetax: 1\n{entry}\n")
    assert message.startswith(f"c.yaml:{place}: error: unknown key ")
    assert message.endswith(f"; did you mean '{key}'? [unknown-key]")


def test_every_mistake_of_a_file_is_reported() -> None:
    text = "timetax: 2\nforms:\n  - {id: a, titel: A, agency: B, respondents: -1}\n  - b\n"
    assert sorted(message.split(" ", 1)[0] for message in mistakes(text)) == [
        "c.yaml:1:10:",
        "c.yaml:3:13:",
        "c.yaml:3:47:",
        "c.yaml:3:5:",
        "c.yaml:4:5:",
    ]


def test_a_position_is_right_after_text_that_is_not_ascii() -> None:
    text = "timetax: 1\nforms: [{id: 書類🐕, title: Ä, agency: Köln, respondents: -1}]\n"
    assert mistakes(text) == ["c.yaml:2:56: error: respondents: '-1' is negative [value]"]


def test_a_mistake_that_came_by_a_merge_is_reported_at_the_form_that_took_it() -> None:
    text = (
        "timetax: 1\nforms:\n"
        "  - &x {id: a, title: A, agency: B, respondents: -1}\n"
        "  - <<: *x\n    id: b\n"
    )
    assert mistakes(text) == [
        "c.yaml:3:50: error: respondents: '-1' is negative [value]",
        "c.yaml:4:5: error: respondents: '-1' is negative [value]",
    ]


# Types


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("title: [T]", "2:8: error: title: must be text, and here is a list"),
        ("title: {en: T}", "2:8: error: title: must be text, and here is a mapping"),
        ("title: ''", "2:8: error: title: must be text, and here is none"),
        ("forms: {id: a}", "2:8: error: forms: must be a list, and here is a mapping"),
        ("forms: dog-licence", "2:8: error: forms: must be a list, and here is 'dog-licence'"),
        ("forms: [dog]", "2:9: error: forms[0]: must be a mapping, and here is 'dog'"),
        ("agencies: [[A]]", "2:12: error: agencies[0]: must be a mapping, and here is a list"),
        ("life_events: [~]", "2:15: error: life_events[0]: must be a mapping, and here is nothing"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_the_right_one(entry: str, message: str) -> None:
    assert mistakes(f"timetax: 1\n{entry}\n") == [f"c.yaml:{message} [type]"]


@pytest.mark.parametrize("key", ["id", "title", "agency"])
def test_an_empty_value_of_a_key_that_a_form_must_have_is_refused(key: str) -> None:
    entries = {"id": "a", "title": "T", "agency": "A", key: ""}
    text = "".join(f"    {name}: {value}\n" for name, value in entries.items())
    (message,) = mistakes(f"timetax: 1\nforms:\n  -\n{text}")
    assert message.endswith(f"error: {key}: must be text, and here is nothing [type]")


def test_a_source_that_is_neither_text_nor_a_mapping_is_refused() -> None:
    assert mistakes(f"{PLAIN}    source: [Notice 7]\n") == [
        "c.yaml:9:13: error: source: must be a mapping, and here is a list [type]"
    ]


# The JSON Schema: an independent validator agrees with ours. It cannot see what lies between
# entries (repeated ids, unknown references, cycles) nor a key that is given twice, which a parser
# of YAML has dropped or refused before the validator sees the data.


def allows(entry: dict[str, Any], **sections: Any) -> bool:
    form = {"id": "f", "title": "T", "agency": "A"} | entry
    return bool(schemas.of_catalogues().is_valid({"timetax": 1, **sections, "forms": [form]}))


def test_the_json_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_committed_json_schema_is_the_one_that_the_program_prints() -> None:
    committed = (ROOT / "data" / "forms.schema.json").read_text(encoding="utf-8")
    assert run("timetax schema").stdout == committed


def test_the_bundled_catalogue_names_the_json_schema_in_its_first_line() -> None:
    with (ROOT / "data" / "forms.yaml").open(encoding="utf-8") as file:
        assert next(file) == "# yaml-language-server: $schema=forms.schema.json\n"


def test_every_key_has_a_description_in_the_json_schema() -> None:
    schema = json_schema()
    for part in (schema, *schema["$defs"].values()):
        for name, key in part["properties"].items():
            assert key["description"], name


def test_no_part_of_the_json_schema_allows_unknown_keys() -> None:
    schema = json_schema()
    assert {part["additionalProperties"] for part in (schema, *schema["$defs"].values())} == {False}
    assert not allows({"titel": "T"})
    assert not allows({}, titel="T")
    assert not allows({"source": {"title": "T", "copy_url": "U"}})
    assert allows({"source": {"title": "T", "copy": "U"}})


@pytest.mark.parametrize("key", ["id", "title", "agency"])
def test_the_json_schema_requires_what_a_form_must_have(key: str) -> None:
    form = {"id": "f", "title": "T", "agency": "A"}
    del form[key]
    data = {"timetax": 1, "forms": [form]}
    assert not schemas.of_catalogues().is_valid(data)


@pytest.mark.parametrize("version", [2, "one", None])
def test_the_json_schema_requires_the_version_of_the_format(version: object) -> None:
    assert not allows({}, timetax=version)


@pytest.mark.parametrize(
    "figure", [0, 12_000, 7.5, 1e15, "12_000", "1/6", "1 / 6", "1e6", "5.", ".5", None]
)
def test_the_json_schema_allows_every_spelling_of_a_figure(figure: object) -> None:
    assert allows({"respondents": figure})


@pytest.mark.parametrize(
    "figure",
    [-1, 1e16, math.inf, "12,000", "15 min", "-1", "1/0", "twelve", "", True, [1], {}],
)
def test_the_json_schema_refuses_what_is_no_figure(figure: object) -> None:
    assert not allows({"respondents": figure})


@pytest.mark.parametrize(
    "entry",
    [
        {"life_events": "moving"},
        {"life_events": ["moving", "birth"]},
        {"life_events": {"moving": 0.4, "birth": "1/4"}},
        {"affected_public": "individuals"},
        {"affected_public": ["individuals or households", "federal"]},
        {"obligation": "required to obtain or retain a benefit"},
        {"online": "none"},
        {"overlaps": {"other": "the same people"}},
        {"basis": {"respondents": "derived"}},
        {"estimate_year": 2024},
        {"estimate_year": "2024"},
        {"source": "Notice 7"},
        {"source": {"title": "T", "date": 2024}},
        {"source": {"title": "T", "date": "2024-06-30"}},
        {"form_number": 82},
    ],
)
def test_the_json_schema_allows_what_the_program_reads(entry: dict[str, Any]) -> None:
    assert allows(entry)
    catalogue_file(
        json.dumps({"timetax": 1, "forms": [{"id": "f", "title": "T", "agency": "A"} | entry]})
    )


@pytest.mark.parametrize(
    "entry",
    [
        {"life_events": {"moving": 1.2}},
        {"life_events": {"moving": -0.1}},
        {"life_events": {"moving": "40%"}},
        {"life_events": ["moving", "moving"]},
        {"life_events": [["moving"]]},
        {"affected_public": ["dogs"]},
        {"obligation": "mandatry"},
        {"online": ["full"]},
        {"overlaps": {"other": None}},
        {"basis": {"respondents": "guessed"}},
        {"basis": {"respondants": "derived"}},
        {"basis": "derived"},
        {"estimate_year": 24},
        {"estimate_year": "2124"},
        {"source": ["Notice 7"]},
        {"source": {"url": "U"}},
        {"source": {"title": "T", "date": "2024-13"}},
        {"title": ""},
        {"title": None},
        {"title": ["T"]},
    ],
)
def test_the_json_schema_refuses_what_the_program_refuses(entry: dict[str, Any]) -> None:
    assert not allows(entry)
    assert mistakes(
        json.dumps({"timetax": 1, "forms": [{"id": "f", "title": "T", "agency": "A"} | entry]})
    )


def test_an_entry_is_made_by_keywords_is_the_same_with_the_same_values_and_never_changes() -> None:
    form, same = (Form(id="dog", title="Dog licence", agency="city") for _ in "ab")
    assert form == same and hash(form) == hash(same) and form != Form(id="d", title="", agency="")
    assert eval(repr(form), {"Form": Form}) == form
    with pytest.raises(FrozenInstanceError):
        form.id = "cat"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del form.id
    with pytest.raises(TypeError, match="Form needs title, agency"):
        Form(id="dog")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Form takes no titel"):
        Form(id="dog", titel="", title="", agency="")  # type: ignore[call-arg]
    assert str(inspect.signature(Form)).startswith("(*, id: str, title: str, agency: str, form_nu")

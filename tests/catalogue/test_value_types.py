from typing import Any

import pytest

from timetax.catalogue.validation import validated
from timetax.files.yaml import File, parse
from timetax.findings import Finding

FIGURES = [
    "respondents",
    "responses_per_respondent",
    "responses",
    "minutes_per_response",
    "cost_per_response",
    "published_hours",
    "published_cost",
]


def form_with(entry: str) -> tuple[Any, list[Finding]]:
    """Return the form that gives this entry besides what it must, and the mistakes in it."""
    text = f"timetax: 1\nforms:\n- id: f\n  title: T\n  agency: A\n  {entry}\n"
    document = parse(File("c.yaml", text)).document
    assert document is not None
    made = validated(document)
    return (made.content.forms[0] if made.content.forms else None), list(made.findings)


def value(entry: str) -> Any:
    form, findings = form_with(entry)
    assert findings == []
    return getattr(form, entry.partition(":")[0])


def complaints(entry: str) -> list[str]:
    return [finding.message for finding in form_with(entry)[1]]


# Figures


@pytest.mark.parametrize(
    ("spelling", "number"),
    [
        ("12000", 12000),
        ("12_000", 12000),
        ("1_234_567.25", 1234567.25),
        ("7.5", 7.5),
        ("0", 0),
        ("0.0", 0),
        ("007", 7),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("1e6", 1e6),
        ("1.5E+3", 1500),
        ("25e-2", 0.25),
        ("1_0e1", 100),
        ("1e15", 1e15),
        ("1/6", 1 / 6),
        ("1 / 6", 1 / 6),
        ("12/1", 12),
        ("'12000'", 12000),
        ('"1/6"', 1 / 6),
    ],
)
def test_a_figure_may_be_spelled_so(spelling: str, number: float) -> None:
    assert value(f"respondents: {spelling}") == number


@pytest.mark.parametrize("key", FIGURES)
def test_an_empty_figure_is_unknown_and_not_zero(key: str) -> None:
    assert value(f"{key}:") is None
    assert value(f"{key}: ~") is None
    assert value(f"{key}: 0") == 0


@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_is_checked_in_the_same_way(key: str) -> None:
    assert complaints(f"{key}: -1") == [f"{key}: '-1' is negative"]


def test_a_number_with_thousands_commas_is_refused_with_both_spellings() -> None:
    assert complaints("respondents: 12,000") == [
        "respondents: '12,000' has thousands commas; write 12000 or 12_000"
    ]
    assert complaints("respondents: '1,234,567.5'") == [
        "respondents: '1,234,567.5' has thousands commas; write 1234567.5 or 1_234_567.5"
    ]


@pytest.mark.parametrize("spelling", ["-1", "-0.5", "-1e3", "-1_000"])
def test_a_negative_figure_is_refused(spelling: str) -> None:
    assert complaints(f"responses: {spelling}") == [f"responses: '{spelling}' is negative"]


@pytest.mark.parametrize(
    "spelling", [".inf", "-.inf", "+.INF", "inf", "Infinity", ".nan", ".NaN", "nan", "NaN"]
)
def test_a_figure_that_is_not_finite_is_refused(spelling: str) -> None:
    assert complaints(f"responses: {spelling}") == [
        f"responses: '{spelling}' is not a finite number; leave the field out if unknown"
    ]


@pytest.mark.parametrize("spelling", ["1e16", "1e400", "1000000000000001", "9" * 50])
def test_a_figure_beyond_all_measure_is_refused(spelling: str) -> None:
    assert complaints(f"responses: {spelling}") == [
        f"responses: '{spelling}' is not a finite number up to 1e+15"
    ]


@pytest.mark.parametrize("digits", [400, 5_000])
def test_a_fraction_beyond_all_measure_is_refused_like_a_number(digits: int) -> None:
    (message,) = complaints(f"responses: {'9' * digits}/1")
    assert message.endswith("...' is not a finite number up to 1e+15")


@pytest.mark.parametrize(
    ("spelling", "advice"),
    [
        ("15 min", ": write 15 where minutes are meant and 0.25 where hours are"),
        ("7.5h", ": write 450 where minutes are meant and 7.5 where hours are"),
        ("40%", ", in the unit of the field"),
        ("2 USD", ": write 2"),
        ("$5", ": write 5"),
    ],
)
def test_a_figure_with_a_unit_is_refused_with_what_was_meant(spelling: str, advice: str) -> None:
    assert complaints(f"responses: {spelling}") == [
        f"responses: '{spelling}' must be the number alone{advice}"
    ]


@pytest.mark.parametrize(
    "spelling", ["twelve", "1/0", "-1/6", "1/", "/6", "1.2.3", "1 000", "5-10", "_1", "٣"]
)
def test_what_is_no_number_is_refused(spelling: str) -> None:
    assert complaints(f"responses: {spelling}") == [
        f"responses: '{spelling}' is not a number; leave the field out if unknown"
    ]


def test_a_quoted_empty_figure_is_not_taken_for_an_empty_one() -> None:
    assert complaints("responses: ''") == [
        "responses: '' is not a number; leave the field out if unknown"
    ]


def test_a_list_or_mapping_is_no_figure() -> None:
    assert complaints("responses: [1, 2]") == ["responses: must be a number, and here is a list"]
    assert complaints("responses: {2024: 1}") == [
        "responses: must be a number, or low, likely and high, and here is a mapping"
    ]


def test_a_long_text_is_quoted_from_its_beginning_only() -> None:
    assert complaints(f"responses: {'x' * 1_000}") == [
        f"responses: '{'x' * 55}...' is not a number; leave the field out if unknown"
    ]


def test_a_long_text_with_an_apostrophe_is_quoted_with_the_same_marks_at_both_ends() -> None:
    assert complaints(f'responses: "it\'s {"x" * 1_000}"') == [
        f'responses: "it\'s {"x" * 50}..." is not a number; leave the field out if unknown'
    ]


def test_a_long_figure_with_a_unit_is_not_repeated_whole() -> None:
    (message,) = complaints(f"responses: {'9' * 20_000} min")
    assert len(message) < 200


# Years and dates


def test_a_year_is_a_number_of_four_digits() -> None:
    assert value("estimate_year: 2024") == 2024
    assert value("estimate_year: '1899'") == 1899
    assert value("estimate_year:") is None


@pytest.mark.parametrize("spelling", ["24", "2124", "1799", "2024-06", "2_024", "2024.0", "FY24"])
def test_what_is_no_year_is_refused(spelling: str) -> None:
    assert complaints(f"estimate_year: {spelling}") == [
        f"estimate_year: must be a year such as 2024, and here is '{spelling}'"
    ]


@pytest.mark.parametrize("spelling", ["2024", "2024-06", "2024-06-30", "'2024-06'"])
def test_a_date_is_a_year_a_month_or_a_day(spelling: str) -> None:
    assert value(f"source: {{title: T, date: {spelling}}}").date == spelling.strip("'")


@pytest.mark.parametrize("spelling", ["2024-13", "2024-6", "2024-00", "2024-06-32", "30.6.2024"])
def test_what_is_no_date_is_refused(spelling: str) -> None:
    assert complaints(f"source: {{title: T, date: {spelling}}}") == [
        f"source.date: must be a date such as 2024, 2024-06 or 2024-06-30, not '{spelling}'"
    ]


# Text


@pytest.mark.parametrize("spelling", ["0503", "no", "1e6", "12:30", "2024-06-30", "1_000"])
def test_text_that_looks_like_something_else_stays_as_it_was_written(spelling: str) -> None:
    assert value(f"form_number: {spelling}") == spelling


def test_white_space_around_text_is_dropped() -> None:
    assert value("note: '  two words \n  '") == "two words"


@pytest.mark.parametrize("spelling", ["''", "'  '", '"\\t"'])
def test_text_without_a_character_is_refused(spelling: str) -> None:
    assert complaints(f"note: {spelling}") == ["note: must be text, and here is none"]


def test_a_list_or_mapping_is_no_text() -> None:
    assert complaints("note: [a]") == ["note: must be text, and here is a list"]
    assert complaints("note: {a: b}") == ["note: must be text, and here is a mapping"]


# Words


def test_an_official_wording_means_the_word_beside_it() -> None:
    assert value("obligation: required to obtain or retain a benefit") == "required-for-benefit"
    assert value("online: partly online") == "partial"
    assert value("affected_public: [individuals or households, federal]") == (
        "individuals",
        "federal",
    )


def test_a_word_nearly_right_is_refused_with_the_right_one() -> None:
    assert complaints("obligation: mandatry") == [
        "obligation: 'mandatry' is not one of the known words; did you mean 'mandatory'?"
    ]


def test_a_word_near_an_official_wording_is_refused_with_the_short_word() -> None:
    assert complaints("affected_public: [individual or household]") == [
        "affected_public[0]: 'individual or household' is not one of the known words; "
        "did you mean 'individuals'?"
    ]


def test_a_word_far_from_all_is_refused_with_those_there_are() -> None:
    assert complaints("online: maybe") == [
        "online: 'maybe' is not one of the known words; use one of full, partial, none"
    ]


def test_yes_and_no_are_text_and_no_words_of_the_catalogue() -> None:
    assert complaints("online: no") == [
        "online: 'no' is not one of the known words; use one of full, partial, none"
    ]


# Lists


def test_one_value_alone_is_a_list_of_one() -> None:
    assert value("affected_public: individuals") == ("individuals",)
    assert value("life_events: moving") == (("moving", None),)
    assert value("overlaps: other") == (("other", None),)


def test_a_list_keeps_its_order() -> None:
    assert value("affected_public: [federal, individuals]") == ("federal", "individuals")


def test_a_repetition_in_a_list_is_refused_at_its_place() -> None:
    assert complaints("life_events: [moving, birth, ' moving ']") == [
        "life_events[2]: 'moving' is in the list twice"
    ]
    assert complaints("affected_public: [federal, federal government]") == [
        "affected_public[1]: 'federal' is in the list twice"
    ]


def test_every_mistake_in_a_list_is_reported() -> None:
    assert complaints("life_events: [[moving], '', {a: b}, birth]") == [
        "life_events[0]: must be text, and here is a list",
        "life_events[1]: must be text, and here is none",
        "life_events[2]: must be text, and here is a mapping",
    ]


def test_an_empty_list_is_the_same_as_none() -> None:
    assert value("life_events: []") == ()
    assert value("life_events: {}") == ()


# Life events and their shares


def test_life_events_in_a_list_claim_the_form_in_full() -> None:
    assert value("life_events: [moving, birth]") == (("moving", None), ("birth", None))


def test_life_events_in_a_mapping_have_shares() -> None:
    events = value("life_events: {moving: 0.4, birth: 1/4, death: 0}")
    assert events == (("moving", 0.4), ("birth", 0.25), ("death", 0))


def test_a_share_above_1_is_refused() -> None:
    assert complaints("life_events: {moving: 1.2}") == [
        "life_events.moving: the share '1.2' is above 1"
    ]


def test_a_share_in_per_cent_is_refused_with_the_share() -> None:
    assert complaints("life_events: {moving: 40%}") == [
        "life_events.moving: '40%' must be a share from 0 to 1: write 0.4"
    ]


def test_shares_that_add_up_to_more_than_1_are_refused() -> None:
    assert complaints("life_events: {moving: 0.6, birth: 0.6}") == [
        "life_events: the shares add up to 1.2, which is above 1"
    ]


def test_shares_that_add_up_to_1_but_for_rounding_are_accepted() -> None:
    shares = ", ".join(f"event-{i}: 0.1" for i in range(10))
    assert len(value(f"life_events: {{{shares}}}")) == 10
    assert len(value("life_events: {a: 1/3, b: 1/3, c: 1/3}")) == 3


def test_every_mistake_in_the_shares_is_reported() -> None:
    assert complaints("life_events: {moving: -1, birth: 0.5, death: 2, other: x}") == [
        "life_events.moving: '-1' is negative",
        "life_events.death: the share '2' is above 1",
        "life_events.other: 'x' is not a number; leave the field out if unknown",
    ]


@pytest.mark.parametrize("key", ["life_events", "overlaps"])
def test_a_name_without_a_character_is_refused_as_a_key_too(key: str) -> None:
    for name in ("''", "'  '"):
        (message,) = complaints(f"{key}: {{{name}: 0.4}}")
        assert message.endswith("must be text, and here is none")


@pytest.mark.parametrize("key", ["life_events", "overlaps"])
def test_white_space_around_a_name_is_dropped_from_a_key_too(key: str) -> None:
    assert value(f"{key}: {{' moving ': 0.4}}")[0][0] == "moving"


# Overlaps and bases


def test_an_overlap_may_have_a_reason() -> None:
    assert value("overlaps: [a, b]") == (("a", None), ("b", None))
    assert value("overlaps: {a: the same people}") == (("a", "the same people"),)


def test_a_basis_is_a_word_for_each_key() -> None:
    assert value("basis: {respondents: derived, online: inferred}") == (
        ("respondents", "derived"),
        ("online", "inferred"),
    )


def test_a_basis_for_an_unknown_key_is_refused_with_the_nearest_key() -> None:
    assert complaints("basis: {respondants: derived}") == [
        "basis.respondants: 'respondants' is not a key of a form; did you mean 'respondents'?"
    ]


def test_an_unknown_word_for_a_basis_is_refused() -> None:
    (message,) = complaints("basis: {respondents: guessed}")
    assert message.startswith("basis.respondents: 'guessed' is not one of ")
    assert message.endswith(", published, derived, inferred")


@pytest.mark.parametrize(("word", "shown"), [("[derived]", "a list"), ("{a: b}", "a mapping")])
def test_a_list_or_mapping_is_no_word_for_a_basis(word: str, shown: str) -> None:
    (message,) = complaints(f"basis: {{respondents: {word}}}")
    assert message.startswith(f"basis.respondents: {shown} is not one of ")


def test_unknown_keys_and_unknown_words_of_a_basis_are_reported_together() -> None:
    messages = complaints("basis: {respondants: derived, online: guessed}")
    assert {message.partition(":")[0] for message in messages} == {
        "basis.respondants",
        "basis.online",
    }


def test_a_basis_that_is_no_mapping_is_refused() -> None:
    assert complaints("basis: derived") == ["basis: must be a mapping, and here is 'derived'"]

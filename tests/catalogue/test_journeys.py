"""Journeys in a catalogue: what may be written, and what is said where it may not."""

import pytest

from tests.engine.journeys.made import DOG, FORMS, catalogue
from timetax.findings import InputError

LINES = FORMS.count("\n")
START = "journeys:\n  - id: j\n    life_event: e\n    traits: {dog: [puppy, old]}\n    steps:\n"


def mistakes(text: str, start: str = START) -> list[str]:
    """Return what is said of journeys, with lines counted from their section."""
    with pytest.raises(InputError) as caught:
        catalogue(start + text)
    return [
        f"{each.position.line - LINES}:{each.position.column}: {each.message} [{each.rule}]"
        for each in caught.value.findings
    ]


def test_the_shape_of_a_journey_is_read() -> None:
    (made,) = catalogue(DOG).journeys
    assert made.traits == (("dog", (("puppy", None), ("old", None))),)
    assert [each.form or each.title for each in made.steps] == [
        "dog-licence",
        "Visit the clerk",
        "Get a proof of the rabies shot",
        "Read the rules",
    ]
    assert made.steps[2].condition == (("dog", ("old",)),)
    assert made.steps[1].building_blocks == ("visit", "identity")


def test_yes_and_true_are_one_value_and_numbers_are_texts() -> None:
    text = DOG.replace("[puppy, old]", "[true, 2]").replace("dog: old", "dog: yes")
    (made,) = catalogue(text).journeys
    assert made.values_of("dog") == ("yes", "2")
    assert made.steps[2].condition == (("dog", ("yes",)),)


def test_the_life_event_of_a_journey_is_known_where_none_is_declared() -> None:
    assert "getting-a-pet" in catalogue(DOG).life_events


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            "      - {form: dog-license}\n",
            "6:16: form: 'dog-license' is not declared under `forms:`; did you mean "
            "'dog-licence'? [reference]",
        ),
        (
            "      - {travel_minutes: 5}\n",
            "6:9: steps: a step names no form and has no title; give one of them [value]",
        ),
        (
            "      - {title: A, share: 1.5}\n",
            "6:27: share: the share '1.5' is above 1 [value]",
        ),
        (
            "      - {title: A, condition: {dgo: old}}\n",
            "6:32: condition: 'dgo' is no trait of this journey; did you mean 'dog'? [reference]",
        ),
        (
            "      - {title: A, condition: {dog: [old, older]}}\n",
            "6:43: condition: nobody has dog=older: it is puppy and old; did you mean 'old'? "
            "[reference]",
        ),
        (
            "      - {title: A, share_if_met: 0.5}\n",
            "6:34: share_if_met: there is no condition; write share, or add the condition [value]",
        ),
        (
            "      - {title: A, asked_before: 3}\n",
            "6:34: asked_before: say how many questions it asks [value]",
        ),
        (
            "      - {id: a, title: A, after: b}\n      - {id: b, title: B, after: a}\n",
            "6:34: after: a after b after a goes round in a circle [reference]",
        ),
        (
            "      - {id: a, title: A, after: a}\n",
            "6:34: after: a after a goes round in a circle [reference]",
        ),
        (
            "      - {id: a, title: A, after: b}\n      - {id: b, title: B}\n",
            "6:34: after: 'b' stands further down; move it above this step [reference]",
        ),
        (
            "      - {id: a, title: A}\n      - {title: B, after: [a, aa]}\n",
            "7:31: after: 'aa' is the id of no step of this journey [reference]",
        ),
        (
            "      - {id: a, title: A}\n      - {id: a, title: B}\n",
            "7:14: the id 'a' is given twice (first to step 1) [duplicate-id]",
        ),
        ("      []\n", "6:7: steps: must be a list of steps, and here is none [value]"),
        (
            "      - {title: A, form_minutes: 1 h}\n",
            "6:34: form_minutes: '1 h' must be the number alone: write 60 where "
            "minutes are meant and 1 where hours are [value]",
        ),
        (
            "      - {title: A, basis: {ordre: inferred}}\n",
            "6:35: basis.ordre: 'ordre' is not a key of a step; did you mean 'order'? [value]",
        ),
    ],
)
def test_a_mistake_in_a_step_is_told_with_its_place(steps: str, said: str) -> None:
    assert said in mistakes(steps)


@pytest.mark.parametrize(
    ("traits", "said"),
    [
        ("{dog: {old: 0.5, puppy: 0.4}}", "the shares of its values add up to 0.9, and must"),
        ("{dog: []}", "must have its values, and here is none; write [yes, no]"),
        ("{dog: [old, old]}", "'old' is in the list twice"),
        ("[dog]", "must be a mapping"),
    ],
)
def test_a_mistake_in_traits_is_told(traits: str, said: str) -> None:
    start = START.replace("{dog: [puppy, old]}", traits)
    assert any(said in each for each in mistakes("      - {title: A}\n", start))


def test_every_mistake_of_a_journey_is_told_at_once() -> None:
    steps = "      - {form: dog-license, condition: {dgo: 1}, share: 2, learning_minutes: -3}\n"
    said = mistakes(steps + "      - 5\n      - {titel: X}\n")
    assert [each.split(":")[2].strip() for each in said] == [
        "form",
        "condition",
        "share",
        "learning_minutes",
        "steps[1]",
        "steps",
        "unknown key 'titel'; did you mean 'title'? [unknown-key]",
    ]


def test_a_share_beside_shares_of_the_traits_is_refused() -> None:
    start = START.replace("[puppy, old]", "{puppy: 0.5, old: 0.5}")
    (said,) = mistakes("      - {title: A, share: 0.2, condition: {dog: old}}\n", start)
    assert "follows from the shares of dog; take it out, or write share_if_met" in said


def test_a_step_that_names_a_form_where_there_are_none_is_refused() -> None:
    from timetax.read.inputs import Blob
    from timetax.read.to_catalogue import load

    text = f"timetax: 1\n{START}      - form: dog-licence\n"
    with pytest.raises(InputError, match="'dog-licence' is not declared under `forms:`"):
        load(Blob("forms.yaml", text.encode()))

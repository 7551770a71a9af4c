"""What is offered for a name that is not known is what was meant, or nothing."""

from collections import defaultdict

import pytest

from timetax.catalogue.declaration import keys_of, synonyms
from timetax.catalogue.form import Form
from timetax.tables.layouts import FIELDS, INPUTS, SYNONYMS
from timetax.wording.hints import did_you_mean

KEYS = keys_of(Form)
CALLED = list(synonyms((name, key.about) for name, key in KEYS.items()))
MEANINGS: dict[frozenset[str], set[str]] = defaultdict(set)
for words, key in [*CALLED, *((name.replace("_", " "), name) for name in KEYS)]:
    MEANINGS[frozenset(words.split())].add(key)
ONE_MEANING = [each for each in CALLED if len(MEANINGS[frozenset(each[0].split())]) == 1]


def meant(name: str, known: object = tuple(KEYS), called: object = CALLED) -> str:
    said = did_you_mean(name, known, called)  # type: ignore[arg-type]
    return said.removeprefix("; did you mean '").removesuffix("'?")


@pytest.mark.parametrize(("words", "key"), ONE_MEANING)
def test_each_declared_synonym_leads_to_its_key(words: str, key: str) -> None:
    assert meant(words.strip().replace(" ", "_").upper()) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("number_of_responses", "responses"),
        ("titel", "title"),
        ("agncy", "agency"),
        ("minutes", "minutes_per_response"),
        ("event", "life_events"),
    ],
)
def test_a_synonym_counts_before_spelling_and_that_before_the_words(name: str, key: str) -> None:
    assert meant(name) == key


@pytest.mark.parametrize(
    "name", ["time", "state", "total", "wage", "kind", "pages", "hour", "count", "number", "__"]
)
def test_what_is_near_by_chance_is_not_offered(name: str) -> None:
    assert meant(name) == ""


def test_fields_and_figures_are_known_by_their_synonyms() -> None:
    assert meant("lob", FIELDS, SYNONYMS) == "line_of_business"
    assert meant("fiscal year", FIELDS, SYNONYMS) == "estimate_year"
    assert meant("fee", INPUTS, SYNONYMS) == "cost_per_response"


def test_a_synonym_of_what_cannot_stand_here_is_not_offered() -> None:
    assert meant("fee", ("title", "agency")) == ""


def test_of_names_that_are_as_near_the_one_a_slip_away_is_meant() -> None:
    assert did_you_mean("TT1O1", ["TT811", "TT101", "TT711"]) == "; did you mean 'TT101'?"

"""The validator of a file makes and refuses what all of pydantic would."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from timetax.bundle import bundled
from timetax.catalogue.document import CatalogueFile, validator
from timetax.files.yaml import read

WRONG = [
    {},
    {"timetax": "2"},
    {"timetax": "1", "foo": 1, "forms": {"a": 1}},
    {"timetax": "1", "forms": [{"id": "", "x": 1, "cost": 3}, 3, {}]},
    {"timetax": "1", "forms": [{"id": "a", "change": [{"cause": "q"}, 4]}]},
    {"timetax": "1", "forms": [{"id": "a", "source": {"title": "b", "q": 1}}]},
    {"timetax": "1", "forms": [{"cost": {"recurring": [{"tariff": []}], "one_off": 3}}]},
    {
        "timetax": "1",
        "tariffs": [{"load": {"fringe": "x"}}],
        "agencies": [{"id": [], "name": None}],
    },
]


def test_it_makes_the_same_of_the_bundled_catalogue() -> None:
    files = [bundled(), bundled().with_name("forms")]
    documents = [each.document for each in read(files)]
    full = TypeAdapter(CatalogueFile)
    assert len(documents) > 1
    for document in documents:
        assert document is not None
        assert validator().validate_python(document.value) == full.validate_python(document.value)


@pytest.mark.parametrize("value", WRONG)
def test_it_refuses_with_the_same_errors(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as made:
        validator().validate_python(value)
    with pytest.raises(ValidationError) as wanted:
        TypeAdapter(CatalogueFile).validate_python(value)
    assert str(made.value) == str(wanted.value)

"""An operand's file is known by what it holds."""

import pytest

from tests.versions.repositories import REFORM, forms
from timetax.read.inputs import Blob
from timetax.versions.content import holds_scenario

JSON = '{"timetax": 1, "name": "A", "changes": [{"where": {"form": "a"}, "remove": true}]}'


@pytest.mark.parametrize(
    ("text", "is_scenario"),
    [
        (REFORM, True),
        (REFORM.replace("\n", "\r\n"), True),
        ("\ufeff" + REFORM, True),
        (REFORM.replace("changes:", "'changes' :"), True),
        (JSON, True),
        (JSON.replace(", ", ",\n "), True),
        (forms(1), False),
        (forms(1) + "# changes: none\n", False),
        (f"{forms(1)}changes: []\n", False),
        ("timetax: 1\ntitle: What changes: a lot\nforms: []\n", False),
        ("timetax: 1\ndescription: |\n  changes: none\nforms: []\n", False),
        ("changes: [\n", False),
        ("- changes: 1\n", False),
        ("title,changes:,agency\n", False),
        ("", False),
    ],
)
def test_a_scenario_is_what_has_changes_and_no_forms(text: str, is_scenario: bool) -> None:
    assert holds_scenario(Blob("file", text.encode())) is is_scenario

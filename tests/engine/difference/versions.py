"""Versions of a catalogue made in a test from plain forms."""

from typing import Any

from hypothesis import strategies as st

from tests import made
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.model import Difference, Version


def version(*forms: dict[str, Any], name: str = "forms.yaml", **sections: Any) -> Version:
    """Return the version that holds the forms; an id is all that one must give."""
    return Version(name, made.tables(list(forms), **sections))


def between(old: list[dict[str, Any]], new: list[dict[str, Any]], **options: Any) -> Difference:
    """Return what differs between two lists of forms."""
    return difference_between(version(*old), version(*new), **options)


def row(found: Difference, form: str) -> dict[str, Any]:
    """Return what a difference says of one form."""
    (only,) = found.forms[found.forms["form"] == form].to_dict("records")
    return {str(key): value for key, value in only.items()}


_figures = st.integers(0, 10_000).map(float) | st.floats(0.01, 1e5) | st.sampled_from([1 / 3, 0.1])
_forms = st.fixed_dictionaries(
    {},
    optional={
        "respondents": _figures,
        "responses_per_respondent": st.sampled_from([1, 2, 1 / 6, 0.1]),
        "responses": _figures,
        "minutes_per_response": _figures,
        "cost_per_response": _figures,
        "published_hours": _figures,
        "excluded": st.just("counted elsewhere"),
        "unit": st.sampled_from(["a trip", "a day"]),
        "agency": st.sampled_from(["A", "B"]),
    },
)
IDS = ("a", "b", "c", "d", "e")


@st.composite
def catalogues(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the forms of a small catalogue, some of which hardly anything is known of."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True))
    return [{"id": name, **draw(_forms)} for name in ids]

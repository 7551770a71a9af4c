"""Plain values of catalogue files with whatever is awkward to write, for hypothesis to draw."""

from typing import Any

from hypothesis import strategies as st

AWKWARD = (
    "no", "Yes", "on", "n", "~", "null", "NULL", "true", "0503", "12:30", "1e3", "1_000", "0x1F",
    "0o17", "1/3", "-1", "+1", ".5", "=1+1", "@SUM(A1)", "-x", "'", "''", "'=1", "'tis", "a: b",
    "a; b", "a;b", "a:b", ";", ": ", "a:", "#", "a #b", "# a", "[a", "[a]", '["a"]', "{a: b}",
    '{"a": "b"}', "[[" * 3000, '"', 'say "a"', "it's", "a 'b' \"c\"", "\\", "\\n", "&a", "*a",
    "!a", "!!str a", "|", ">-", "%a", "`a`", "---", "...", "--- a", "<<", "=", "?", "? a", "- a",
    "a,b", "a, b", "2024", "2024-06-30", "2001-12-14t21:59:43Z", "a\nb", "a\n\nb", "a\n  b",
    "a \nb", "a\r\nb", "a\rb", "a\tb", "a  b", "🐕", "é", "書類", "a\u2028b", "a\x85b", "a\xa0b",
    "a\ufeffb", "\u202ea", "NaN", "None", "nan", "NA", "#N/A", "#REF!", "inf", "_x0041_",
    "word " * 60 + "end", "x" * 300, "long, with: colons; and 'quotes' " * 9 + "end",
)  # fmt: skip

_printable = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
names = st.sampled_from(AWKWARD) | st.text(_printable, min_size=1, max_size=8)
names = names.map(str.strip).filter(bool)
texts = names | st.text(_printable, max_size=30).map(lambda text: f"a{text}b")
figures = (
    st.sampled_from([0.0, 1 / 3, 0.1 + 0.2, 1e15, 12_000.0, 1e-7])
    | st.floats(1e-7, 1e15)
    | st.floats(1e-7, 1e4)
)
ranges = st.lists(figures, min_size=3, max_size=3).map(
    lambda three: dict(zip(("low", "likely", "high"), sorted(three), strict=True))
)
ranged = figures | ranges
dates = st.sampled_from(["2024", "2024-06", "2024-06-30"])
yes_no = st.sampled_from(["yes", "no"])
sources = st.fixed_dictionaries(
    {"title": texts}, optional={"url": texts, "copy": texts, "date": dates, "correlated": yes_no}
)
public = st.sampled_from(["individuals", "private-sector", "state-local-tribal", "federal"])
signed = figures | figures.map(lambda each: -each)
causes = st.fixed_dictionaries(
    {"cause": st.sampled_from(["statute", "discretion", "adjustment", "violation"])},
    optional={"responses": signed, "hours": signed, "cost": signed, "note": texts}
    | {"source": sources},
)
FIGURES = ("respondents", "responses_per_respondent", "responses", "minutes_per_response")


def _some(elements: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(elements), unique=True, max_size=3) if elements else st.just([])


blocks = st.sampled_from(["identity", "account", "eligibility-evidence", "visit"])
shares_of_some = st.sampled_from([0.5, 0.0, 1 / 3])


@st.composite
def _journeys(draw: st.DrawFn, forms: list[str], events: list[str]) -> list[dict[str, Any]]:
    """Return a journey or none, with conditions on traits that it has."""
    if not events or draw(st.booleans()):
        return []
    traits = draw(st.dictionaries(names, st.lists(names, min_size=1, max_size=3), max_size=2))
    traits = {name: list(dict.fromkeys(map(str.casefold, given))) for name, given in traits.items()}
    of_a_step = {
        "per": texts,
        "share": shares_of_some,
        **dict.fromkeys(("learning_minutes", "form_minutes", "fee", "elapsed_days"), ranged),
        "times": figures,
        "building_blocks": st.lists(blocks, unique=True),
        "basis": st.dictionaries(st.sampled_from(["order", "fee"]), st.just("inferred")),
        "sources": st.dictionaries(st.sampled_from(["fee", "share"]), texts),
        "rating": st.fixed_dictionaries({"value": figures, "scale": texts}),
        "source": sources,
        "note": texts,
    }
    if forms:
        of_a_step["form"] = st.sampled_from(forms)
    if traits:
        of_a_step["condition"] = st.sampled_from(sorted(traits)).flatmap(
            lambda name: st.fixed_dictionaries({name: st.sampled_from(traits[name])})
        )
    step = st.fixed_dictionaries({"title": texts}, optional=of_a_step)
    steps = draw(st.lists(step, min_size=1, max_size=3))
    whole = {"what": texts, "hours": ranged}
    optional = {"title": texts, "about": texts, "note": texts, "source": sources}
    optional["published"] = st.lists(st.fixed_dictionaries(whole), max_size=2)
    required = {"id": names, "life_event": st.sampled_from(events)}
    made = draw(st.fixed_dictionaries(required, optional=optional))
    return [made | {"traits": traits, "steps": steps}]


@st.composite
def values(draw: st.DrawFn) -> dict[str, Any]:
    """Return the plain value of a catalogue file that holds no mistake."""
    agencies = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    events = draw(st.lists(names, max_size=3, unique=True))
    ids = draw(st.lists(names, max_size=4, unique=True))
    requests = draw(st.lists(names, max_size=2, unique=True))
    value: dict[str, Any] = {"timetax": "1"}
    for key in ("title", "description", "currency"):
        if draw(st.booleans()):
            value[key] = draw(texts)
    if draw(st.booleans()):
        value["covers"] = "us-federal-government"
    if draw(st.booleans()):
        value["agencies"] = [
            draw(
                st.fixed_dictionaries(
                    {"id": st.just(name), "name": texts},
                    optional={"acronym": texts, "code": texts}
                    | ({"parent": st.sampled_from(agencies[:place])} if place else {}),
                )
            )
            for place, name in enumerate(agencies)
        ]
    if events and draw(st.booleans()):
        optional = {"description": texts, "source": sources, "crosses_agencies": yes_no}
        value["life_events"] = [
            draw(st.fixed_dictionaries({"id": st.just(name), "name": texts}, optional=optional))
            for name in events
        ]
    if draw(st.booleans()):
        value["notes"] = draw(st.lists(texts, max_size=2, unique=True))
    agency = st.sampled_from(agencies)
    request_figures = ("responses", "hours", "cost", "previous_responses", "previous_hours")
    of_a_request = dict.fromkeys(("title", "control_number", "status"), texts)
    of_a_request |= dict.fromkeys((*request_figures, "previous_cost"), figures)
    value["requests"] = [
        draw(
            st.fixed_dictionaries(
                {"id": st.just(name), "agency": agency}, optional=of_a_request | {"expires": dates}
            )
        )
        for name in requests
    ]
    shares = _some(events).flatmap(
        lambda some: st.fixed_dictionaries(
            {name: st.just(0.0) | st.floats(1e-15, 1 / 3) for name in some}
        )
    )
    of_a_form = {
        **dict.fromkeys(("form_number", "form_name", "control_number"), texts),
        **dict.fromkeys(("icr_reference", "unit"), texts),
        **dict.fromkeys(("line_of_business", "frequency", "note"), texts),
        **dict.fromkeys(FIGURES, ranged),
        "cost_per_response": ranged,
        **dict.fromkeys(("published_hours", "published_cost", "previous_hours"), figures),
        "published_change": signed,
        "change": causes | st.lists(causes, max_size=2),
        "replaces": st.lists(names, max_size=2, unique=True),
        "life_events": _some(events) | shares,
        "affected_public": st.lists(public, unique=True),
        "obligation": st.sampled_from(["voluntary", "required-for-benefit", "mandatory"]),
        "online": st.sampled_from(["full", "partial", "none"]),
        "building_blocks": st.lists(blocks, unique=True),
        "mixed": texts,
        "basis": st.dictionaries(
            st.sampled_from(["responses", "online"]), st.sampled_from(["derived", "inferred"])
        ),
        "estimate_year": st.sampled_from(["1999", "2024"]),
        "expires": dates,
        "source": sources,
    }
    value["journeys"] = draw(_journeys(ids, events))
    value["forms"] = []
    for name in ids:
        others = _some([each for each in ids if each != name])
        reasons = others.flatmap(lambda some: st.fixed_dictionaries(dict.fromkeys(some, texts)))
        optional = of_a_form | {"overlaps": others | reasons}
        if draw(st.integers(0, 3)) == 0:
            optional["excluded"] = texts
        required = {"id": st.just(name), "title": texts, "agency": agency}
        value["forms"].append(draw(st.fixed_dictionaries(required, optional=optional)))
    return value

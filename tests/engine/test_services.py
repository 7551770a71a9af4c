"""Hours by service, provider and groups of people: each part of a form counts where it belongs."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.write.roads import catalogue_of
from timetax.engine.internal_customers import customers
from timetax.engine.totals import totals_by
from timetax.tables.layouts import Tables

FORMS = [
    {"id": "a", "title": "A", "agency": "G", "responses": 60, "minutes_per_response": 60},
    {"id": "b", "title": "B", "agency": "G", "responses": 100, "minutes_per_response": 60},
    {"id": "c", "title": "C", "agency": "G", "responses": 7, "minutes_per_response": 60},
]
PROVIDERS = [{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}]


def tables_of(services: list[Any], forms: list[Any] = FORMS) -> Tables:
    value = {"timetax": 1, "service_providers": PROVIDERS, "services": services, "forms": forms}
    return timetax.with_burden(timetax.tabulate(catalogue_of(value)))


def service(id_: str, *forms: Any, provider: str = "p") -> dict[str, Any]:
    return {"id": id_, "name": id_.upper(), "provider": provider, "forms": list(forms)}


def hours(tables: Tables, *by: str) -> dict[Any, float]:
    rows = totals_by(tables, by).to_dict("records")
    keys = [tuple(row[f] if isinstance(row[f], str) else None for f in by) for row in rows]
    return {
        key if len(by) > 1 else key[0]: row["burden_hours"]
        for key, row in zip(keys, rows, strict=True)
    }


def test_a_form_without_a_service_is_counted_as_such() -> None:
    assert hours(tables_of([service("s", "a")]), "service") == {"s": 60, None: 107}


def test_shares_divide_a_form_among_services_and_the_rest_belongs_to_none() -> None:
    made = tables_of(
        [service("s", {"form": "b", "share": 0.5}), service("t", {"form": "b", "share": 0.25})]
    )
    assert hours(made, "service") == {"s": 50, "t": 25, None: 25 + 67}


def test_a_provider_counts_a_form_of_two_of_its_services_once() -> None:
    made = tables_of([service("s", "a"), service("t", "a", "b"), service("u", "a", provider="q")])
    assert hours(made, "provider") == {"p": 160, "q": 60, None: 7}
    assert hours(made, "service") == {"s": 60, "t": 160, "u": 60, None: 7}


def test_a_provider_has_the_shares_of_all_its_services() -> None:
    made = tables_of(
        [service("s", {"form": "b", "share": 0.5}), service("t", {"form": "b", "share": 0.25})]
    )
    assert hours(made, "provider") == {"p": 75, None: 25 + 67}


def test_providers_and_services_together_name_each_service_under_its_own_provider() -> None:
    made = tables_of([service("s", "a"), service("u", "a", provider="q")])
    assert hours(made, "provider", "service") == {
        ("p", "s"): 60,
        ("q", "u"): 60,
        (None, None): 107,
    }


def test_a_link_that_does_not_count_gives_a_service_no_hours() -> None:
    made = tables_of([service("s", {"form": "a", "counts": "no", "reason": "a guess"})])
    assert hours(made, "service") == {None: 167}


def test_forms_are_selected_by_their_service() -> None:
    made = tables_of([service("s", "a", "c")])
    (chosen,) = [timetax.select(made, [timetax.parse_selection("service=s")])]
    assert chosen.forms["form"].tolist() == ["a", "c"]


def test_a_form_that_others_are_merged_into_belongs_to_their_services(tmp_path: Any) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "timetax: 1\nname: One form\nchanges:\n  - where: {form: [a, b]}\n"
        "    merge: {id: ab, title: AB, responses: sum, minutes_per_response: mean}\n",
        encoding="utf-8",
    )
    before = tables_of([service("s", "a"), service("t", "c")])
    after = timetax.apply_scenario(before, timetax.load_scenario(path))
    assert hours(timetax.with_burden(after), "service") == {"s": 160, "t": 7}


def divided(**by: Any) -> dict[str, Any]:
    return FORMS[1] | {"affected_public": "individuals", "respondents_by": by}


def test_hours_are_divided_by_the_shares_that_are_known() -> None:
    form = divided(income={"shares": {"low": "0.25"}, "year": 2020})
    assert hours(tables_of([], [form, FORMS[0]]), "income") == {"low": 25, None: 75 + 60}


def test_minutes_of_groups_divide_the_hours_and_shares_the_responses() -> None:
    form = divided(
        income={"shares": {"low": "0.2", "high": "0.8"}, "minutes": {"low": 90, "high": 15}}
    )
    rows = totals_by(tables_of([], [form]), "income").set_index("income")
    of_low = Fraction(1, 5) * 90 / (Fraction(1, 5) * 90 + Fraction(4, 5) * 15)
    assert rows.loc["low", "burden_hours"] == float(100 * of_low)
    assert rows.loc["low", "responses"] == 20
    assert rows["burden_hours"].sum() == 100


def test_shares_of_people_divide_no_hours_of_others() -> None:
    form = divided(income={"shares": {"low": 1}}) | {
        "affected_public": ["individuals", "state-local-tribal"]
    }
    assert hours(tables_of([], [form]), "income") == {None: 100}


@given(shares=st.lists(st.fractions(0, 1, max_denominator=1000), min_size=1, max_size=4))
def test_parts_of_a_form_add_up_to_all_of_it(shares: list[Fraction]) -> None:
    whole = sum(shares) or Fraction(1)
    links = {f"s{i}": share / max(whole, 1) for i, share in enumerate(shares)}
    made = tables_of(
        [service(name, {"form": "b", "share": float(share)}) for name, share in links.items()],
        FORMS[1:2],
    )
    found = hours(made, "service")
    assert sum(found.values()) == pytest.approx(100)
    for name, share in links.items():
        assert found[name] == pytest.approx(float(100 * share))


def test_internal_customers_are_an_account_of_their_own() -> None:
    public = ["individuals", "federal", ["federal", "private-sector"]]
    forms = [form | {"affected_public": who} for form, who in zip(FORMS, public, strict=True)]
    made = customers(tables_of([], forms))
    assert made.outside.burden_hours == 67
    assert made.inside.burden_hours == 100
    assert made.mixed.burden_hours == 7

"""The bundled reforms: each with its sources, and each against the figures that were published."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import timetax
from tests.made import bundled
from timetax.bundle import bundled_catalogues
from timetax.engine.scenario.model import Scenario
from timetax.engine.scenario.operations.remove import Remove

PATHS = timetax.bundled_scenarios()
NAMES = [path.stem for path in PATHS]
BEFORE = PATHS[0].parent / "before.yaml"

MIRRORS = ("omb.report", "classweekly.com", "justia.com", "elaws.us", "econpapers.repec.org")
REFERENCE = re.compile(
    r"ICR [0-9]{6}-[0-9]{4}-[0-9]{3}|FR doc|fact sheet|briefing|Executive Order|NBER Working Paper"
)

# What was published after the reform: form before, responses, hours, cost (None: unchanged or not
# known), and the form of the bundled catalogue that holds the same figures.
PUBLISHED = {
    "consolidation-loan-prefilled": (
        "ed-consolidation-loan-2010",
        2_430_000,
        575_100,
        None,
        None,
    ),
    "covid-disaster-loan-one-form": (
        "sba-eidl-2020",
        22_000_000,
        27_500_000,
        704_000_000,
        "sba-eidl",
    ),
    "disaster-registration-simplified": (
        "fema-registration-2024",
        1_611_201,
        423_787,
        None,
        None,
    ),
    "electronic-driver-logs": (
        "fmcsa-hos-2015",
        1_162_210_080,
        50_370_800,
        1_621_240_000,
        "fmcsa-hos",
    ),
    "fafsa-simplification": ("ed-fafsa-2023", 34_328_439, 22_417_460, 0, "ed-fafsa"),
    "farm-loan-consolidation": (
        "fsa-direct-loan-2021",
        611_359,
        295_850,
        None,
        "fsa-direct-loan",
    ),
    "income-tax-return-2025": (
        "irs-1040-2023",
        170_100_000,
        1_948_000_000,
        49_760_000_000,
        "irs-1040",
    ),
    "lifeline-national-verifier": (
        "fcc-lifeline-2012",
        20_102_235,
        8_531_854,
        937_500,
        None,
    ),
    "lost-passport-statement": ("state-ds64-2017", 643_400, 53_617, None, "state-ds64"),
    "report-acreage-once": ("rma-acrsi-reports-2014", 501_012, 187_880, None, "rma-acrsi"),
    "tricare-enrolment-form": ("dod-dd2876-30-minutes", 517_798, 129_450, None, None),
    "wic-visit-counted": ("fns-wic-2020", 67_867_960, 17_362_904, 0, "fns-wic"),
    "burial-costs-not-proven": ("va-21p-530-2013", 150_000, 37_500, 0, None),
    "burial-payment-automatic": ("va-21p-530-2013", 135_000, 33_750, 0, None),
    "company-owners-repeal": ("fincen-boi-2023", 133_089, 86_125, 0, "fincen-boi"),
}

# Known answer 8 and the others, as they stood before: responses and hours.
STOOD_BEFORE = {
    "fcc-lifeline-2012": (36_025_860, 21_102_135),
    "fmcsa-hos-2015": (1_756_800_000, 127_600_000),
    "irs-1040-2023": (171_800_000, 2_249_000_000),
    "ed-fafsa-2023": (33_962_310, 22_844_712),
    "fsa-direct-loan-2021": (698_394, 217_927),
    "state-ds64-2017": (527_334, 87_889),
    "sba-eidl-2020": (17_000_000, 28_333_333),
    "fns-wic-2020": (48_798_800, 4_547_099),
    "va-21p-530-2013": (300_000, 110_000),
    "ssa-561-2006": (1_461_700, 194_893),
    "ssa-ha501-2007": (669_469, 178_525),
}


@cache
def scenario(name: str) -> Scenario:
    return timetax.load_scenario(name)


@cache
def inputs(path: Path | None) -> timetax.Tables:
    return timetax.tabulate(timetax.load(path) if path else bundled())


def before(name: str) -> timetax.Tables:
    return timetax.with_burden(inputs(scenario(name).catalogue))


def after(name: str, **parameters: float) -> timetax.Tables:
    reform = scenario(name)
    return timetax.with_burden(
        timetax.apply_scenario(inputs(reform.catalogue), reform, **parameters)
    )


def hours(tables: timetax.Tables) -> float:
    return timetax.total(tables).burden_hours


def form(tables: timetax.Tables, name: str) -> dict[str, float]:
    return dict(tables.forms.set_index("form").loc[name])


def round_half_up(value: float) -> int:
    return int(value + 0.5)


# What each file holds


def test_there_are_enough_of_them_and_their_names_are_kebab_case() -> None:
    assert len(PATHS) >= 16
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in NAMES)
    assert len({scenario(name).name for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    reform = scenario(name)
    assert reform.name
    assert reform.description
    assert reform.description.count(".") >= 2
    assert reform.source
    assert reform.source.title
    assert reform.source.url


@pytest.mark.parametrize("name", NAMES)
def test_each_change_has_a_reason_and_a_source_with_an_address(name: str) -> None:
    assert scenario(name).changes
    for change in scenario(name).changes:
        assert change.because
        assert change.source
        assert change.source.title
        assert change.source.url


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_is_in_a_change_that_names_what_it_was_read_in(name: str) -> None:
    for change in scenario(name).changes:
        figures = not any(isinstance(operation, Remove) for operation in change.operations)
        if figures and not name.startswith("canada-"):  # Canada has no such references
            assert REFERENCE.search(f"{change.source.title} {change.because}")


@pytest.mark.parametrize("name", NAMES)
def test_an_address_is_official_and_a_mirror_stands_as_the_copy(name: str) -> None:
    reform = scenario(name)
    for source in [reform.source, *(change.source for change in reform.changes)]:
        host = urlsplit(source.url).hostname
        assert not any(host == mirror or host.endswith(f".{mirror}") for mirror in MIRRORS)
        reference = re.search(r"ICR ([0-9]{6}-[0-9]{4}-[0-9]{3})", source.title)
        if reference:
            assert source.url.endswith(f"PRAViewICR?ref_nbr={reference[1]}")


def test_parameters_of_one_name_have_one_value_so_that_scenarios_stack() -> None:
    values: dict[str, set[tuple[float, float, float]]] = {}
    for name in NAMES:
        for parameter, value in scenario(name).parameters.items():
            ends = (getattr(value, "low", value), value, getattr(value, "high", value))
            values.setdefault(parameter, set()).add(tuple(map(float, ends)))
    assert {parameter for parameter, found in values.items() if len(found) > 1} == set()


# What each does


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_runs_on_its_catalogue_and_changes_something(name: str) -> None:
    if name.startswith("canada-"):  # where hardly any minutes are known, and so no hours
        columns = ["form", "responses"]
        assert not after(name).forms[columns].equals(before(name).forms[columns])
    else:
        assert timetax.total(after(name)) != timetax.total(before(name))


@pytest.mark.parametrize("name", NAMES)
def test_both_ends_of_each_range_can_be_computed(name: str) -> None:
    for parameter, value in scenario(name).parameters.items():
        ends = [
            hours(after(name, **{parameter: getattr(value, end, float(value))}))
            for end in ("low", "high")
        ]
        likely = hours(after(name))
        assert min(ends) <= likely <= max(ends)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_figures_after_the_reform_come_out(name: str) -> None:
    old, responses, published, cost, _ = PUBLISHED[name]
    made = form(after(name), old)
    assert made["responses"] == pytest.approx(responses, rel=1e-9)
    if name not in ("lost-passport-statement", "tricare-enrolment-form"):
        assert made["burden_hours"] == pytest.approx(published, rel=1e-9)
    assert round_half_up(made["burden_hours"]) == published
    if cost is not None:
        assert made["cost"] == pytest.approx(cost, rel=1e-9)


@pytest.mark.parametrize("name", [name for name, row in PUBLISHED.items() if row[4]])
def test_they_are_those_of_the_bundled_catalogue(name: str) -> None:
    old, *_, today = PUBLISHED[name]
    made = form(after(name), old)
    held = form(timetax.with_burden(inputs(None)), today)
    for figure in ("responses", "burden_hours"):
        assert made[figure] == pytest.approx(held[figure], rel=1e-9)


@pytest.mark.parametrize("old", STOOD_BEFORE)
def test_the_figures_before_the_reform_are_those_published(old: str) -> None:
    held = form(timetax.with_burden(inputs(BEFORE)), old)
    responses, published = STOOD_BEFORE[old]
    assert held["responses"] == responses
    assert held["burden_hours"] == pytest.approx(published, rel=1e-12)


def test_acreage_before_the_reform_is_reports_and_trips_together() -> None:
    tables = before("report-acreage-once")
    lines = [form(tables, f"rma-acrsi-{line}-2014") for line in ("reports", "travel")]
    assert sum(line["responses"] for line in lines) == 468_800
    assert sum(line["burden_hours"] for line in lines) == 358_925
    assert "rma-acrsi-travel-2014" not in set(after("report-acreage-once").forms["form"])


def test_appeals_online_give_both_published_totals() -> None:
    tables = after("social-security-appeals-online")
    assert form(tables, "ssa-561-2006")["burden_hours"] == pytest.approx(149_327, rel=1e-9)
    assert form(tables, "ssa-561-2006")["responses"] == 1_461_700
    assert form(tables, "ssa-ha501-2007")["burden_hours"] == pytest.approx(56_164, rel=1e-9)
    assert form(tables, "ssa-ha501-2007")["responses"] == 663_643


def test_the_simplified_fafsa_takes_39_in_place_of_40_minutes() -> None:
    old = form(before("fafsa-simplification"), "ed-fafsa-2023")
    new = form(after("fafsa-simplification"), "ed-fafsa-2023")
    assert round(old["minutes_per_response"], 1) == 40.4
    assert round(new["minutes_per_response"], 1) == 39.2


def test_one_farm_loan_form_in_place_of_ten_takes_more_time_in_all() -> None:
    name = "farm-loan-consolidation"
    assert hours(after(name)) - hours(before(name)) == pytest.approx(77_923, abs=0.5)


def test_taking_the_snap_application_out_of_its_collection_changes_no_total() -> None:
    name = "snap-application-redesign"
    unchanged = after(name, application_shortened=0)
    assert hours(unchanged) == pytest.approx(hours(before(name)), rel=1e-12)
    assert timetax.total(unchanged).responses == timetax.total(before(name)).responses
    household = form(unchanged, "fns-snap-household-application")
    assert household["burden_hours"] == pytest.approx(3_509_730.88, abs=0.005)


def test_the_snap_application_shortens_by_a_third_and_nothing_else_does() -> None:
    name = "snap-application-redesign"
    saved = hours(before(name)) - hours(after(name))
    assert saved == pytest.approx(3_509_730.88 * 7 / 22, abs=0.5)


def test_the_package_holds_the_scenario_that_it_extends() -> None:
    package, extended = "financial-shock-package", "snap-application-redesign"
    alone = [extended, "automatic-benefit-renewal", "income-driven-repayment-prefill"]
    assert scenario(package).changes[:3] == scenario(extended).changes
    effect = hours(after(package)) - hours(before(package))
    assert effect == pytest.approx(
        sum(hours(after(name)) - hours(before(name)) for name in alone), rel=1e-9
    )


def test_automatic_burial_payment_spares_at_most_30000_of_165000() -> None:
    made = after("burial-payment-automatic", claims_spared=30 / 165)
    assert form(made, "va-21p-530-2013")["responses"] == pytest.approx(150_000 * 135 / 165)


def test_disaster_loans_save_a_quarter_where_facts_are_entered_once() -> None:
    name = "disaster-aid-applied-for-once"
    for loan in ("sba-5", "sba-5c"):
        old, new = form(before(name), loan), form(after(name), loan)
        assert new["burden_hours"] == pytest.approx(0.75 * old["burden_hours"])
        assert new["cost"] == old["cost"]


def test_one_claim_for_income_support_counts_every_response_of_the_two() -> None:
    name = "ssi-claim-online"
    old = [form(before(name), each) for each in ("ssa-8001", "ssa-issi")]
    new = form(after(name), "ssa-ssi-one-claim")
    assert new["responses"] == sum(each["responses"] for each in old) == 8_624_840
    assert new["burden_hours"] == pytest.approx(8_624_840 * 40.7 / 60)
    assert not {"ssa-8001", "ssa-issi"} & set(after(name).forms["form"])


def test_waiting_and_travel_make_the_death_payment_2_8_times_as_long() -> None:
    name = "count-waiting-and-travel"
    new = form(after(name), "ssa-8")
    assert new["burden_hours"] == pytest.approx(1_097_935, rel=1e-9)
    assert new["burden_hours"] / form(before(name), "ssa-8")["burden_hours"] == pytest.approx(
        2.83, abs=0.005
    )
    assert form(after(name), "ssa-10")["burden_hours"] == pytest.approx(927_851, rel=1e-9)
    ends = scenario(name).parameters["hidden_time"]
    assert (round(ends.low, 1), round(ends, 2), round(ends.high, 1)) == (2.3, 2.83, 8.8)


def test_electronic_permits_take_a_quarter_less_than_paper() -> None:
    name, paper = "wildlife-permits-online", "fws-3-200-19-paper"
    ratio = form(after(name), paper)["burden_hours"] / form(before(name), paper)["burden_hours"]
    assert ratio == pytest.approx(0.25 / 0.33)


def test_direct_filing_saves_money_and_no_hours() -> None:
    name = "free-direct-filing"
    assert hours(after(name)) == hours(before(name))
    saved = form(before(name), "irs-1040")["cost"] - form(after(name), "irs-1040")["cost"]
    assert saved == pytest.approx(5_600_000, rel=0.001)


def test_social_security_forms_that_are_online_already_keep_their_time() -> None:
    name = "social-security-e-signature"
    old, new = before(name).forms, after(name).forms
    changed = set(old["form"][(old["burden_hours"] - new["burden_hours"]).abs() > 1])
    rows = old.set_index("form").loc[sorted(changed)]
    assert set(rows["agency"]) == {"SSA"}
    assert set(rows["online"]) == {"none", "partial"}
    assert "ssa-ss5" not in changed


# The catalogue of earlier figures


def test_the_catalogue_of_earlier_figures_has_a_source_for_each_form() -> None:
    catalogue = timetax.load(BEFORE)
    for each in catalogue.forms:
        assert each.source
        assert each.source.url
        assert not any(mirror in each.source.url for mirror in MIRRORS)
        assert each.estimate_year
        assert each.note


def test_each_earlier_figure_is_the_start_of_a_scenario() -> None:
    touched: set[str] = set()
    others = {path.resolve() for path in bundled_catalogues().values()}
    for name in NAMES:
        if scenario(name).catalogue and scenario(name).catalogue.resolve() not in others:
            assert scenario(name).catalogue.resolve() == BEFORE.resolve()
            old = before(name).forms.set_index("form")
            new = after(name).forms.set_index("form").reindex(old.index)
            columns = ["responses", "burden_hours"]
            touched |= set(old.index[(old[columns] != new[columns]).any(axis=1)])
    assert touched == {each.id for each in timetax.load(BEFORE).forms}


def test_its_ids_are_not_those_of_the_bundled_catalogue_but_its_agencies_are() -> None:
    earlier, today = timetax.load(BEFORE), bundled()
    assert not {each.id for each in earlier.forms} & {each.id for each in today.forms}
    assert set(earlier.agencies) - set(today.agencies) == {"EOIR"}
    for name in set(earlier.agencies) & set(today.agencies):
        assert earlier.agencies[name] == today.agencies[name]
    assert set(earlier.life_events) <= set(today.life_events)

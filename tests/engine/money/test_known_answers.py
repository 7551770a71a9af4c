"""Money that governments printed, recomputed from the inputs that they print.

Each answer is exact to the printed digit, half up, unless its test says that it does not reproduce.
Numbers in brackets are ICR references.
"""

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.money.given import cents, costed, labour, tariff, whole
from timetax.catalogue.money import Load, Tariff
from timetax.engine.money.arithmetic import annuity, capital_recovery, exact, half_up
from timetax.engine.money.books.ca_rtrr import FACTOR
from timetax.engine.money.prices import price_index
from timetax.engine.money.rates import loaded_wage
from timetax.reports.cost_data import cost_data

EPA = (("1", "130.28"), ("0.05", "163.17"), ("0.10", "65.71"))


def loaded(wage: float, benefits: float | None = None, **load: Any) -> Fraction:
    return loaded_wage(
        Tariff(
            id="t",
            jurisdiction="US",
            currency="USD",
            hourly_wage=wage,
            hourly_benefits=benefits,
            load=Load(**load) if load else None,
        )
    )


# United States: the value of respondents' time


@pytest.mark.parametrize(
    ("technical", "printed"),
    [
        ("60", "8,701"),
        ("30", "4,350"),
        ("10", "1,450"),
        ("48", "6,960"),
        ("600", "87,006"),
        ("14400", "2,088,137"),
        ("5", "725"),
    ],
)
def test_epa_consumer_products(technical: str, printed: str) -> None:
    """Answer 1 (202407-2060-009): management is 5 and clerical work 10 percent of technical."""
    assert whole(labour(technical, *EPA)) == printed


def test_epa_consumer_products_add_up_from_unrounded_parts() -> None:
    """Answer 1: the printed rows make 30,161, and the printed sum is 30,162."""
    rows = ["60", "30", "30", "30", "10", "48"]
    reporting = sum((labour(hours, *EPA) for hours in rows), Fraction())
    assert whole(reporting) == "30,162"
    assert sum(int(half_up(labour(hours, *EPA), 0)) for hours in rows) == 30_161
    keeping = sum((labour(hours, *EPA) for hours in ("600", "14400", "5")), Fraction())
    assert whole(keeping) == "2,175,868"
    assert whole(reporting + keeping) == "2,206,030"


@pytest.mark.parametrize(
    ("technical", "printed"),
    [
        ("40", "5,037.14"),
        ("80", "10,074.29"),
        ("1440", "181,337.18"),
        ("960", "120,891.46"),
        ("160", "20,148.58"),
    ],
)
def test_epa_large_appliances(technical: str, printed: str) -> None:
    """Answer 3 (201903-2060-033): compensation x 2.1, used unrounded."""
    load = {"multiplier": 2.1, "applies_to": "compensation"}
    tariffs = [
        tariff("m", 71.12, load=load),
        tariff("t", 53.80, load=load),
        tariff("c", 26.10, load=load),
    ]
    parts = {"t": 60, "m": 3, "c": 6}
    form = {
        "responses": float(technical),
        "cost": {
            "recurring": [
                {"tariff": each, "minutes_per_response": minutes} for each, minutes in parts.items()
            ]
        },
    }
    assert cents(costed("us-pra", [form], tariffs).total.accounts["value_of_time"]) == printed


def test_epa_acrylic_fibres() -> None:
    """Answer 4 (202010-2060-006)."""
    made = labour("16", ("1", "121.46"), ("0.05", "148.45"), ("0.1", "60.23"))
    assert cents(made) == "2,158.49"


@pytest.mark.parametrize(
    ("wage", "load", "printed"),
    [
        (48.4, {"multiplier": 2.1}, "101.64"),
        (22.65, {"multiplier": 2.1}, "47.57"),
        (66.36, {"multiplier": 2.1}, "139.36"),
        (30.9, {"multiplier": 1.6}, "49.44"),
        (41.64, {"multiplier": 1.6}, "66.62"),
        (16.72, {"multiplier": 1.6}, "26.75"),
        (75.05, {"multiplier": 2.1, "applies_to": "compensation"}, "157.61"),
        (29.77, {"multiplier": 2.1, "applies_to": "compensation"}, "62.52"),
    ],
)
def test_epa_loads(wage: float, load: dict[str, Any], printed: str) -> None:
    """Answer 5 (202101-2060-006, 202302-2060-010); half even would give 157.60."""
    assert cents(loaded(wage, **load)) == printed


def test_an_epa_load_that_does_not_reproduce() -> None:
    """Answer 5 (202302-2060-010): 59.02 x 2.1 is 123.94, and 123.95 is printed."""
    assert cents(loaded(59.02, multiplier=2.1, applies_to="compensation")) == "123.94"


@pytest.mark.parametrize(
    ("responses", "hours", "wage", "printed"),
    [
        (7, 80, 75, "42,000"),
        (33, 5, 75, "12,375"),
        (2, 30, 75, "4,500"),
        (20, 0.5, 15, "150"),
        (280, 1, 40, "11,200"),
        (330, 1, 40, "13,200"),
    ],
)
def test_nigc_tribal_gaming(responses: int, hours: float, wage: int, printed: str) -> None:
    """Answer 6 (201207-3141-003)."""
    assert whole(labour(str(responses), (str(hours), str(wage)))) == printed


@pytest.mark.parametrize(
    ("responses", "hours", "wage", "made", "printed"),
    [
        ("112615", "0.83", "1", "93,470", "36,178"),  # hours
        ("36178", "1", "35", "1,266,230", "694,742"),
        ("13726", "1", "45", "617,670", "325,203"),
    ],
)
def test_nigc_rows_that_do_not_reproduce(
    responses: str, hours: str, wage: str, made: str, printed: str
) -> None:
    """Answer 6: what the printed factors make, and what is printed."""
    assert whole(labour(responses, (hours, wage))) == made != printed


def test_fns_339_totals_are_of_unrounded_parts() -> None:
    """Answer 7 (202503-0584-006): not twice 839.03."""
    assert cents(labour("132", ("0.125", "50.85"))) == "839.03"
    assert cents(labour("33", ("1", "50.85"))) == "1,678.05"


@pytest.mark.parametrize(
    ("hours", "wage", "printed"),
    [
        ("45", "17.19", "773.55"),
        ("1.5", "17.19", "25.79"),
        ("138.5", "17.19", "2,380.82"),
        ("90", "43.31", "3,897.90"),
        ("86", "43.31", "3,724.66"),
        ("176", "43.31", "7,622.56"),
    ],
)
def test_fns_wic_characteristics(hours: str, wage: str, printed: str) -> None:
    """Answer 9 (201908-0584-004)."""
    assert cents(labour(hours, ("1", wage))) == printed


def test_fns_wic_characteristics_in_all() -> None:
    """Answer 9: all 314.5 hours."""
    assert cents(labour("138.5", ("1", "17.19")) + labour("176", ("1", "43.31"))) == "10,003.38"


@pytest.mark.parametrize(
    ("hours", "printed"),
    [
        ("456", "11,058.00"),
        ("1344", "32,592.00"),
        ("174", "4,219.50"),
        ("342", "8,293.50"),
        ("318", "7,711.50"),
        ("4255", "103,183.75"),
    ],
)
def test_fns_fprs(hours: str, printed: str) -> None:
    """Answer 10 (201609-0584-003): whole hours at 24.25."""
    assert cents(labour(hours, ("1", "24.25"))) == printed


def test_fns_fprs_rounds_hours_before_it_prices_them() -> None:
    """Answer 10: 1,891 x the printed 2.3 is 4,349.3; 4,255 are 1,891 x 2.25 in whole hours."""
    assert half_up(exact(1891.0) * exact(2.25), 0) == 4255
    assert half_up(exact(1891.0) * exact(2.3), 1) == Fraction("4349.3")


@pytest.mark.parametrize(
    ("hours", "printed"),
    [
        ("4323", "336,804.93"),
        ("7040", "548,486.40"),
        ("1568", "122,162.88"),
        ("196", "15,270.36"),
        ("4000", "311,640.00"),
        ("0.12", "9.35"),
        ("5097", "397,107.27"),
        ("187.5", "14,608.13"),
        ("600.83", "46,810.67"),
        ("87.75", "6,836.60"),
        ("784", "61,081.44"),
        ("250", "19,477.50"),
    ],
)
def test_fra_accident_reports(hours: str, printed: str) -> None:
    """Answer 11 (88 FR 43001): twelve of twelve at 77.91."""
    assert cents(labour(hours, ("1", "77.91"))) == printed


def test_coast_guard_rounds_hours_up_before_it_prices_them() -> None:
    """Answer 12 (202107-1625-008): printed 8,768; unrounded hours make 8,693.76."""
    assert whole(labour("66", ("1", "64"))) == "4,224"
    assert whole(labour("71", ("1", "64"))) == "4,544"
    assert cents(labour("816", ("0.08", "64")) + labour("882", ("0.08", "64"))) == "8,693.76"
    assert whole(labour("713", ("12", "1"))) == "8,556" != "8,560"


def test_nrc_part_50() -> None:
    """Answer 14 (202106-3150-001): 0.33 of a respondent, displayed as 1.0 x 0.3."""
    assert whole(labour("0.33", ("450", "279"))) == "41,432"


@pytest.mark.parametrize(
    ("responses", "hours", "printed"),
    [
        ("128", "41", "133,509.12"),
        ("26", "20", "13,228.80"),
        ("26", "40", "26,457.60"),
        ("244", "60", "372,441.60"),
        ("30", "6", "4,579.20"),
    ],
)
def test_hud_hopwa(responses: str, hours: str, printed: str) -> None:
    """Answer 15 (85 FR 16645)."""
    assert cents(labour(responses, (hours, "25.44"))) == printed


def test_hud_hopwa_in_all() -> None:
    """Answer 15: 30,228 hours."""
    assert cents(labour("30228", ("1", "25.44"))) == "769,000.32"


def test_hud_aedi_and_what_contradicts_it() -> None:
    """Answer 16 (82 FR 31620, 79 FR 62654): the header says 38 hours; 194,896 is printed."""
    assert cents(labour("50", ("2.6", "31.82"))) == "4,136.60"
    assert cents(labour("50", ("3.2", "31.82"))) == "5,091.20"
    assert cents(labour("527.5", ("1", "1"))) == "527.50"
    assert cents(labour("50", ("0.76", "1"))) == "38.00"
    assert whole(labour("24112", ("8", "1"))) == "192,896" != "194,896"


@pytest.mark.parametrize(
    ("responses", "hours", "wage", "printed"),
    [
        ("5278", "0.08", "10", "4,222"),
        ("67348", "0.08", "10", "53,878"),
        ("12167", "0.08", "13", "12,654"),
        ("6600", "0.25", "10", "16,500"),
    ],
)
def test_usda_rural_development(responses: str, hours: str, wage: str, printed: str) -> None:
    """Answer 17 (201003-0575-002)."""
    assert whole(labour(responses, (hours, wage))) == printed


def test_a_usda_row_that_does_not_reproduce() -> None:
    """Answer 17: 416, and 336 is printed, which is 42 hours x 8."""
    assert whole(labour("520", ("0.08", "10"))) == "416" != "336"


@pytest.mark.parametrize(
    ("hours", "paid", "monetised", "an_hour"),
    [
        (39, 1_663, 2_453, "20.26"),
        (49, 4_743, 7_319, "52.57"),
        (86, 13_803, 23_334, "110.83"),
        (319, 51_636, 88_752, "116.35"),
        (1_494, 223_989, 397_651, "116.24"),
        (1_199, 167_915, 307_245, "116.21"),
    ],
)
def test_the_irs_monetised_burden_holds_time(
    hours: int, paid: int, monetised: int, an_hour: str
) -> None:
    """Answer 18 (89 FR 103933): less what is paid, it is the value of time."""
    form = {
        "responses": 1,
        "minutes_per_response": hours * 60,
        "cost": {
            "published": [
                {"amount": paid, "kind": "out-of-pocket"},
                {"amount": monetised, "kind": "monetised-burden"},
            ]
        },
    }
    accounts = costed("us-pra", [form], []).total.accounts
    assert accounts["out_of_pocket"] == paid
    assert accounts["value_of_time"] == monetised - paid
    value = accounts["value_of_time"]
    assert value is not None
    assert cents(value / hours) == an_hour


def test_a_taxpayers_union_adds_time_and_money_once() -> None:
    """Answer 19 (tax year 2024, not official): 316 bn for 7.1 bn hours, and 148 bn are 464 bn."""
    published = [
        {"amount": 316e9, "kind": "labour"},
        {"amount": 148e9, "kind": "out-of-pocket"},
    ]
    form = {"responses": 7.1e9, "minutes_per_response": 60, "cost": {"published": published}}
    costs = costed("us-pra", [form], [])
    made = cost_data(costs, "us-pra", ["value_of_time", "out_of_pocket"])
    assert made["sum"]["amount"] == 464e9
    value = costs.total.accounts["value_of_time"]
    assert value is not None
    assert cents(value / exact(7.1e9)) == "44.51"


def test_the_sec_adviser_rule_and_a_slip_of_the_pen() -> None:
    """Answer 20 (200911-3235-014): cut off, not rounded; the increase is printed 677,589."""
    form = {"responses": 1, "cost": {"recurring": {"purchases_per_response": 13_551_390 * 1.05}}}
    paid = costed("us-pra", [form], []).total.accounts["out_of_pocket"]
    assert paid == Fraction("14228959.5")
    assert int(paid) == 14_228_959
    assert int(paid) - 13_551_390 == 677_569 != 677_589
    assert cents(Fraction(2_270_000, 591)) == "3,840.95"


# United States: government


def test_fns_380_takes_fringe_once_of_the_total() -> None:
    """Answer 21 (201905-0584-003): 3,729.60 and 1,230.77 are 4,960.37."""
    wage = tariff("gs", 46.62, load={"fringe": 0.33, "applies_to": "total"})
    form = {"responses": 1, "cost": {"government": {"tariff": "gs", "hours": 80}}}
    made = costed("us-pra", [form], [wage]).total.accounts["government"]
    assert cents(labour("80", ("1", "46.62"))) == "3,729.60"
    assert cents(exact(46.62) * 80 * exact(0.33)) == "1,230.77"
    assert cents(made) == "4,960.37"
    fringe = exact(584_265.29) * exact(0.33)
    assert cents(fringe) == "192,807.55"
    assert cents(exact(584_265.29) + fringe) == "777,072.84"
    assert whole(exact(194_600.0) * exact(0.33)) == "64,218"
    assert whole(exact(194_600.0) * exact(1.33)) == "258,818"
    assert exact(45_497.0) * exact(1.056) == Fraction("48044.8320")
    assert half_up(exact(45_497.0) * exact(0.0236), 4) == Fraction("1073.7292")


# United Kingdom


def test_the_uk_annuity_of_ten_years() -> None:
    """Methods, section 5: 8.607687 at 3.5 percent, the first year undiscounted."""
    assert half_up(annuity(exact(0.035), 10, "start"), 6) == Fraction("8.607687")


@pytest.mark.parametrize(
    ("business_npv", "before_rebasing", "printed"),
    [(41.38, "-4.807", -4.73), (-9.29, "1.079", 1.0), (-0.1, "0.012", 0.01), (-120, "13.941", 8.4)],
)
def test_uk_pairs(business_npv: float, before_rebasing: str, printed: float) -> None:
    """Answer 23: the sign turns, a saving is negative; the gap to the print is its price base.

    ukia/2017/13, 2017/124, 2018/132, 2023/159; the last does not reproduce without its period and
    price years.
    """
    equivalent = -exact(business_npv) / annuity(exact(0.035), 10, "start")
    assert half_up(equivalent, 3) == Fraction(before_rebasing)
    assert (equivalent < 0) is (printed < 0)


def test_uk_heat_networks_before_rebasing() -> None:
    """Answer 24: 71 + 52 m are 14.29 m a year, printed 10.8 m in other prices."""
    cost = {"published": {"amount": 123e6, "kind": "present-value", "currency": "GBP"}}
    costs = costed("uk-eandcb", [{"cost": cost}], [])
    assert costs.total.over_horizon == 123_000_000
    assert half_up(exact(123.0) / annuity(exact(0.035), 10, "start"), 2) == Fraction("14.29")


def test_an_eandcb_that_was_published_is_kept_with_its_sign() -> None:
    cost = {"published": {"amount": -4.73e6, "kind": "eandcb", "currency": "GBP"}}
    assert costed("uk-eandcb", [{"cost": cost}], []).total.annualised == -4_730_000


def test_ten_equal_years_have_themselves_as_eandcb() -> None:
    clerk = tariff("clerk", 20, jurisdiction="UK", currency="GBP")
    form = {
        "responses": 60,
        "cost": {"recurring": {"tariff": "clerk", "minutes_per_response": 1}},
    }
    costs = costed("uk-eandcb", [form], [clerk])
    assert costs.total.annualised == 20
    assert costs.total.over_horizon == 20 * annuity(exact(0.035), 10, "start")


# Australia

AU = {"jurisdiction": "AU", "currency": "AUD", "base_period": "2026-07"}


def test_australian_example_a() -> None:
    """Answer 25 A, and field 6: 110 entities x 22 h x 150 x 10 = 3.63 m; the workbook has nine."""
    form = {
        "respondents": 110,
        "cost": {"recurring": {"tariff": "t", "minutes_per_response": 22 * 60}},
    }
    assert costed("au-rbm", [form], [tariff("t", 150, **AU)]).total.over_horizon == 3_630_000


def test_australian_example_b() -> None:
    """Answer 25 B: 15,000 x 91.54 x (4 + 3) = 9,611,700; unrounded it would be 9,611,962.50."""
    work = tariff("t", 52.31, **AU, load={"multiplier": 1.75})
    form = {
        "respondents": 15_000,
        "responses_per_respondent": 0.3,
        "cost": {
            "recurring": {"tariff": "t", "minutes_per_response": 60},
            "one_off": {"tariff": "t", "minutes_per_respondent": 240},
        },
    }
    assert costed("au-rbm", [form], [work]).total.over_horizon == 9_611_700
    assert 15_000 * 7 * exact(91.5425) == Fraction("9611962.50")


def test_australian_example_c() -> None:
    """Answer 25 C: 9 x (35 - 19) days x 13,800 x 10 = 19.87 m; the workbook has no days."""
    delay = {
        "application_days": 10,
        "approval_days": 25,
        "ready_after_days": 19,
        "cost_per_day": 13_800,
    }
    form = {"respondents": 9, "cost": {"currency": "AUD", "delay": delay}}
    assert costed("au-rbm", [form], []).total.over_horizon == 19_872_000


def test_australian_example_d() -> None:
    """Answer 25 D: start-up of 800 and two hours, and an hour a year from year 2: 54.21 m."""
    form = {
        "respondents": 30_000,
        "cost": {
            "currency": "AUD",
            "one_off": {
                "tariff": "au-rbm-2026-91.54",
                "minutes_per_respondent": 120,
                "purchases_per_respondent": 800,
            },
            "recurring": {
                "tariff": "au-rbm-2026-91.54",
                "minutes_per_response": 60,
                "first_year": 2,
            },
        },
    }
    costs = costed("au-rbm", [form], [])
    assert costs.total.over_horizon == 54_208_200
    assert costs.total.annualised == 5_420_820


@pytest.mark.parametrize(("wage", "printed"), [(52.31, "91.54"), (48.67, "85.17")])
def test_australian_rates(wage: float, printed: str) -> None:
    """Answer 26, and field 6: x 1.75, half up to the cent."""
    assert cents(loaded(wage, multiplier=1.75)) == printed


def test_a_quarter_done_anyway_makes_the_removal_of_1000_save_750() -> None:
    """Field 6."""
    cost = {"recurring": {"purchases_per_response": 1000}, "business_as_usual": 0.25}
    accounts = costed("us-pra", [{"responses": 1, "cost": cost}], []).total.accounts
    assert accounts["out_of_pocket"] == 750


def test_the_older_australian_calculator_discounts_from_the_start() -> None:
    """Methods, section 3: year 1 of 7 percent is not discounted."""
    form = {"responses": 1, "cost": {"currency": "AUD", "recurring": {"purchases_per_response": 1}}}
    costs = costed("au-rbm", [form], [], rate=0.07)
    assert costs.total.over_horizon == sum(Fraction(100, 107) ** year for year in range(10))


# Germany


@pytest.mark.parametrize(
    ("level", "grade", "a_year"),
    [
        ("bund", "einfacher-mittlerer", 54_080),
        ("bund", "gehobener", 64_640),
        ("bund", "hoeherer", 108_160),
        ("bund", "average", 71_040),
        ("kommunen", "einfacher-mittlerer", 40_800),
        ("sozialversicherung", "hoeherer", 117_120),
    ],
)
def test_a_german_staff_year_is_1600_hours(level: str, grade: str, a_year: int) -> None:
    """Answer 28: a year's cost of a staff year of the table of January 2025."""
    name = f"de-leitfaden-2025-verwaltung-{level}-{grade}"
    form = {"responses": 1, "cost": {"government": {"tariff": name, "hours": 1600}}}
    assert costed("de-erfuellungsaufwand", [form], []).total.accounts["government"] == a_year


def test_german_photos_by_the_assumptions_of_the_study() -> None:
    """Answer 30: 91.5 m documents renewed every ten years, 30 percent the new way."""
    photos = exact(61e6 + 30.5e6) * exact(0.1)
    assert (photos, photos * exact(0.3)) == (9_150_000, 2_745_000)


# Canada

CA = {"jurisdiction": "CA", "currency": "CAD", "base_period": "2012"}


@pytest.mark.parametrize(
    ("often", "begins", "printed"),
    [(1, 2012, "3000.0105"), (1, 2015, "2448.9022"), (4, 2015, "10049.1193")],
)
def test_the_canadian_formula(often: int, begins: int, printed: str) -> None:
    """Field 5 (SOR/2015-202, s. 2): C = 30, D = 1, E = 100; the statutory factor is rounded."""
    form = {
        "respondents": 100,
        "responses_per_respondent": often,
        "affected_public": "private-sector",
        "cost": {"begins": begins, "recurring": {"tariff": "t", "minutes_per_response": 60}},
    }
    made = costed("ca-rtrr", [form], [tariff("t", 30, **CA)]).total.annualised
    assert made is not None
    assert half_up(made, 4) == Fraction(printed)


def test_the_canadian_factor_is_the_annuity_rounded() -> None:
    """Answer 31: 0.142377503, in the statute 0.142378."""
    factor = capital_recovery(exact(0.07), 10, "end")
    assert half_up(factor, 9) == Fraction("0.142377503")
    assert half_up(factor, 6) == FACTOR
    assert half_up(annuity(exact(0.07), 10, "end") * FACTOR, 7) == Fraction("1.0000035")


def test_canadian_discounting_of_a_calculator_site() -> None:
    """Answer 32 (unofficial): 1,200,000 a year are 8,428,297.85, printed "approx 8,428,000"."""
    form = {
        "respondents": 1_000,
        "responses_per_respondent": 12,
        "cost": {"recurring": {"tariff": "t", "minutes_per_response": 120}},
    }
    costs = costed("ca-rtrr", [form], [tariff("t", 50, **CA)])
    assert costs.total.accounts["value_of_time"] == 1_200_000
    assert cents(1_200_000 * annuity(exact(0.07), 10, "end")) == "8,428,297.85"


# The same for all


@pytest.mark.parametrize(
    ("wage", "benefits", "printed"), [(48.73, 23.08, "80.09"), (20.77, 10.20, "34.50")]
)
def test_a_loaded_wage_of_the_epa(wage: float, benefits: float, printed: str) -> None:
    """Field 4 (202008-2070-006): overhead is 17 percent of the wage."""
    assert cents(loaded(wage, benefits, overhead=0.17, applies_to="wage")) == printed


def test_the_displayed_factor_misses_the_loaded_wage() -> None:
    assert cents(loaded(48.73, multiplier=1.64)) == "79.92" != "80.09"


@pytest.mark.parametrize(
    ("hours", "wage", "printed"),
    [
        ("87500", "23.00", "2,012,500.00"),
        ("97500", "18.58", "1,811,550.00"),
        ("150", "23.00", "3,450.00"),
        ("136.5", "23.00", "3,139.50"),
        ("75", "23.00", "1,725.00"),
        ("18.75", "23.00", "431.25"),
        ("13250", "23.00", "304,750.00"),
        ("8750", "23.00", "201,250.00"),
    ],
)
def test_forest_service(hours: str, wage: str, printed: str) -> None:
    """Answers 33 and 34 (201604-0596-002, 201904-0596-001, 201208-0596-001)."""
    assert cents(labour(hours, ("1", wage))) == printed


@pytest.mark.parametrize(
    ("rate", "years", "end", "start"),
    [
        (0.02, 3, "0.346754673", "0.339955561"),
        (0.02, 10, "0.111326528", "0.109143655"),
        (0.03, 3, "0.353530363", "0.343233362"),
        (0.03, 10, "0.117230507", "0.113816026"),
        (0.035, 10, "0.120241368", "0.116175235"),
        (0.05, 10, "0.129504575", "0.123337690"),
        (0.07, 3, "0.381051666", "0.356123052"),
        (0.07, 10, "0.142377503", "0.133063087"),
        (0.07, 20, "0.094392926", "0.088217688"),
    ],
)
def test_capital_recovery_factors(rate: float, years: int, end: str, start: str) -> None:
    """Methods, section 7."""
    assert half_up(capital_recovery(exact(rate), years, "end"), 9) == Fraction(end)
    assert half_up(capital_recovery(exact(rate), years, "start"), 9) == Fraction(start)


@pytest.mark.parametrize(
    ("series", "printed"), [("gdp_deflator_bea", "1.3122"), ("gdp_deflator", "1.2919")]
)
def test_two_deflators_of_one_country_are_apart(series: str, printed: str) -> None:
    """Methods, section 8: 2012 to 2023; the index and its vintage are named for that."""
    moved = price_index("US", series).moved(Fraction(1), 2012, 2023)
    assert half_up(moved, 4) == Fraction(printed)

import math

import pytest

import timetax
from tests.made import bundled_tables, tables
from timetax.engine.totals import FIELDS

HOUR = {"responses": 1, "minutes_per_response": 60}
BUNDLED = bundled_tables()


def section(report: timetax.Report, key: str) -> timetax.Section:
    return next(each for each in report.sections if each.key == key)


def column(table: timetax.Section, key: str) -> list[object]:
    place = [each.key for each in table.columns].index(key)
    return [row[place] for row in table.rows]


def test_the_headline_says_hours_forms_and_full_time_people() -> None:
    report = timetax.report_on(tables([{"responses": 2_087_000, "minutes_per_response": 60}]))
    assert report.headline == (
        "2.09 million hours a year on 1 form: as much as 1,000 people working full time."
    )


def test_hours_that_are_hardly_one_persons_work_are_said_alone() -> None:
    report = timetax.report_on(tables([HOUR]))
    assert report.headline == "1 hour a year on 1 form."


def test_without_any_estimate_the_headline_says_so_and_no_zero() -> None:
    assert timetax.report_on(tables([{}])).headline == (
        "No hours are known: none of 1 form is estimated."
    )


def test_forms_that_are_not_in_the_total_are_counted_in_a_note() -> None:
    report = timetax.report_on(tables([HOUR, {}, HOUR | {"excluded": "old"}]))
    assert report.notes[0] == (
        "Not in the total: 1 form without an estimate and 1 form left out on purpose."
    )


def test_forms_without_a_source_are_counted_in_a_note() -> None:
    report = timetax.report_on(tables([HOUR, HOUR | {"source": "a notice"}]))
    assert "No source is given for 1 form." in report.notes


def test_the_life_event_section_says_that_rows_overlap_and_by_how_much() -> None:
    report = timetax.report_on(tables([HOUR | {"life_events": ["x", "y", "z"]}]))
    (note,) = section(report, "life_event").notes
    assert note.startswith("Rows overlap")
    assert note.endswith("The rows add up to 2 hours more than the total.")


def test_shares_do_not_overlap_and_need_no_note() -> None:
    report = timetax.report_on(tables([HOUR | {"life_events": {"x": 0.5, "y": 0.5}}]))
    assert section(report, "life_event").notes == ()


def test_cut_rows_are_added_up_in_one() -> None:
    forms = [HOUR | {"agency": name, "responses": n} for n, name in enumerate("ABCD", start=1)]
    table = section(timetax.report_on(tables(forms), ["agency"], top=1), "agency")
    assert column(table, "agency") == ["D"]
    assert table.rest is not None
    assert table.rest[1:5] == ("3 more", 3, 0, 6.0)
    assert table.total is not None
    assert table.total[2:6] == (4, 0, 10.0, 10.0)


def test_without_a_limit_every_row_is_there_and_nothing_is_left_over() -> None:
    table = section(timetax.report_on(BUNDLED, ["form"]), "form")
    assert len(table.rows) == 319
    assert table.rest is None


def test_rows_and_rest_add_up_to_the_total() -> None:
    table = section(timetax.report_on(BUNDLED, ["agency"], top=3), "agency")
    place = [each.key for each in table.columns].index("burden_hours")
    assert table.rest is not None
    whole = math.fsum([*(row[place] for row in table.rows), table.rest[place]])
    assert whole == pytest.approx(timetax.total(BUNDLED).burden_hours, rel=1e-15)


def test_rows_are_sorted_by_any_column() -> None:
    by_name = timetax.report_on(BUNDLED, ["agency"], sort="agency")
    names = column(section(by_name, "agency"), "agency")
    assert names == sorted(map(str, names))
    by_minutes = timetax.report_on(BUNDLED, ["agency"], sort="minutes_per_response")
    minutes = column(section(by_minutes, "agency"), "minutes_per_response")
    assert minutes == sorted(minutes, key=lambda each: -float(str(each)))


def test_an_unknown_column_to_sort_by_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="unknown column 'hours'; did you mean"):
        timetax.report_on(BUNDLED, ["agency"], sort="hours")


@pytest.mark.parametrize("top", [0, -1])
def test_a_limit_below_one_is_refused(top: int) -> None:
    with pytest.raises(timetax.InputError, match="must be 1 or more"):
        timetax.report_on(BUNDLED, top=top)


def test_two_fields_make_a_cross_table_with_the_same_sums() -> None:
    forms = [
        HOUR | {"agency": "A", "obligation": "mandatory"},
        HOUR | {"agency": "A", "obligation": "voluntary"},
        HOUR | {"agency": "B", "obligation": "mandatory"},
    ]
    cross = section(
        timetax.report_on(tables(forms), ["agency", "obligation"]), "agency x obligation"
    )
    assert [each.heading for each in cross.columns] == ["agency", "mandatory", "voluntary"]
    assert cross.rows == (("A", 1.0, 1.0), ("B", 1.0, "–"))  # noqa: RUF001
    assert cross.only_for_people


def test_agencies_of_the_same_name_stay_apart_in_a_cross_table() -> None:
    agencies = [{"id": "one", "name": "Inspector"}, {"id": "two", "name": "Inspector"}]
    forms = [HOUR | {"agency": each, "obligation": "mandatory"} for each in ("one", "two")]
    made = tables(forms, agencies=agencies)
    cross = section(timetax.report_on(made, ["agency", "obligation"]), "agency x obligation")
    assert cross.rows == (("Inspector", 1.0), ("Inspector", 1.0))
    across = section(timetax.report_on(made, ["obligation", "agency"]), "obligation x agency")
    assert len({each.key for each in across.columns}) == len(across.columns) == 3


def test_a_cell_without_an_estimate_is_unknown_and_one_without_a_form_is_a_dash() -> None:
    forms = [
        {"agency": "A", "obligation": "mandatory"},
        HOUR | {"agency": "B", "obligation": "voluntary"},
    ]
    report = timetax.report_on(tables(forms), ["agency", "obligation"])
    rows = section(report, "agency x obligation").rows
    assert rows == (("B", 1.0, "–"), ("A", "–", None))  # noqa: RUF001


def test_a_selection_that_leaves_no_form_says_so() -> None:
    made = timetax.select(BUNDLED, [timetax.parse_selection("form=irs-w4-1998")])
    assert timetax.report_on(made).headline == "No form is counted."


def test_the_oldest_estimates_are_listed_from_the_oldest() -> None:
    years = column(section(timetax.report_on(BUNDLED), "oldest"), "estimate_year")
    assert years == sorted(years, key=lambda year: int(str(year)))
    assert len(years) == 5


def test_a_form_that_is_not_estimated_is_listed_with_what_is_missing() -> None:
    report = timetax.report_on(tables([{"id": "a"}, {"id": "b", "responses": 5}]))
    reasons = dict(
        zip(
            column(section(report, "not_estimated"), "form"),
            column(section(report, "not_estimated"), "reason"),
            strict=True,
        )
    )
    assert reasons == {
        "a": "responses and minutes per response not known",
        "b": "minutes per response not known",
    }


def test_an_overlap_is_shown_with_the_most_that_can_be_counted_twice() -> None:
    forms = [
        HOUR | {"id": "a", "responses": 7, "overlaps": {"b": "same people"}},
        HOUR | {"id": "b", "responses": 3},
    ]
    table = section(timetax.report_on(tables(forms)), "overlaps")
    assert column(table, "burden_hours") == [3.0]
    assert column(table, "reason") == ["same people"]


def test_an_overlap_with_a_form_that_is_left_out_is_no_double_count() -> None:
    forms = [HOUR | {"id": "a", "overlaps": ["b"]}, HOUR | {"id": "b", "excluded": "old"}]
    assert not [
        each for each in timetax.report_on(tables(forms)).sections if each.key == "overlaps"
    ]


def test_a_selection_by_life_event_says_that_shared_forms_count_in_full() -> None:
    made = tables([HOUR | {"life_events": {"x": 0.4}}])
    chosen = timetax.select(made, [timetax.parse_selection("life_event=x")])
    report = timetax.report_on(chosen, selected="life_event=x")
    assert report.title.endswith("only forms with life_event=x")
    assert report.notes[1].startswith("The total counts 1 form in full although only a share")


@pytest.mark.parametrize(
    ("field", "heading"), [("life_event", "life event"), ("affected_public", "affected public")]
)
def test_a_selection_by_one_of_several_values_says_how_much_is_in_the_totals_of_others(
    field: str, heading: str
) -> None:
    key = {"life_event": "life_events"}.get(field, field)
    values = ["individuals", "federal"] if field == "affected_public" else ["x", "y"]
    forms = [HOUR | {"id": "a", key: values}, HOUR | {"id": "b", key: values[:1]}]
    chosen = timetax.select(tables(forms), [timetax.parse_selection(f"{field}={values[0]}")])
    note = timetax.report_on(chosen, selected=f"{field}={values[0]}").notes[1]
    assert note.startswith(
        f"Of these hours, 1 (50.0%) are on 1 form with more than one {heading}, and in the total "
        f"of each; --by {field} counts"
    )


def test_an_empty_catalogue_has_a_report() -> None:
    report = timetax.report_on(tables([]))
    assert report.total is not None
    assert report.total.burden_hours == 0
    assert report.sections == ()


def test_of_a_department_with_many_agencies_people_see_the_heaviest_and_how_many_more() -> None:
    agencies = [{"id": "D", "name": "D"}]
    agencies += [{"id": f"A{i:02}", "name": f"A{i:02}", "parent": "D"} for i in range(12)]
    forms = [
        {"agency": f"A{i:02}", "responses": 60, "minutes_per_response": 100 - i} for i in range(12)
    ]
    made = timetax.report_on(tables(forms, agencies=agencies))
    table = next(made.for_people())
    nested = [line.cells[0] for line in table.lines if line.rank == "nested"]
    assert nested == [*(f"A{i:02}" for i in range(5)), "7 more (--by agency)"]
    every = next(each for each in made.sections if each.key == "department,agency")
    assert len(every.rows) == 12


def test_of_how_many_forms_the_year_is_not_known_is_said_where_there_are_any() -> None:
    dated = HOUR | {"estimate_year": 2024}
    told = section(timetax.report_on(tables([dated, HOUR, HOUR])), "oldest")
    assert "The year is not known for 2 forms." in told.notes
    assert section(timetax.report_on(tables([dated])), "oldest").notes == ()


@pytest.mark.parametrize("field", FIELDS)
def test_a_catalogue_that_says_little_is_grouped_by_any_field(field: str) -> None:
    report = timetax.report_on(tables([HOUR]), by=field)
    assert column(report.sections[0], "burden_hours") == [1]

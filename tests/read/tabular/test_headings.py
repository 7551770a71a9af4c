import pytest

from tests.read.tabular.tables import column, mistakes, one_column, read_csv
from timetax.read.tabular.headings import KEYS, UNITS, recognised
from timetax.read.tabular.reading import read_sheet

SPELLINGS = {
    "control_number": "OMB Control No.|OMB #|Control Number|omb control number|OMB No",
    "respondents": "# of respondents|Number of Respondents|Respondents|No. of respondents|"
    "Est. number of respondents|Annual Number of Respondents",
    "responses_per_respondent": "Responses per respondent|Number of responses per respondent",
    "frequency": "Frequency|Frequency of response",
    "responses": "Annual responses|Total Annual Responses|Responses|No. of Responses",
    "minutes_per_response": "Hours per response|Avg. burden per response (hours)|Time (min)|"
    "Minutes per response|Average time per response (in hours)|Burden Hours per Response",
    "published_hours": "Total annual hours|Burden hours|BurdenHours|Total annual burden (hours)|"
    "Estimated Total Annual Burden Hours",
    "form_number": "Form|Form No.|Form number|FORM_NUMBER",
    "agency": "Agency|agency name",
    "bureau": "Bureau|Sub-agency",
    "department": "Department|Dept.",
    "title": "Title|Information Collection|Title of Information Collection|Form name",
    "life_events": "Life event(s)|Life events|LIFE EXPERIENCE",
    "obligation": "Obligation|Obligation to respond|Respondent's obligation",
    "affected_public": "Affected public|Respondent type|Type of respondent",
    "expires": "Expiration date|Exp. Date|Expires",
    "published_cost": "Total annual cost|Annual cost ($)|Cost burden",
    "cost_per_response": "Cost per response",
    "source.url": "URL|Link",
    "source": "Source",
    "estimate_year": "Year|Fiscal year",
    "note": "Notes|Comments|Notes/comments",
    "icr_reference": "ICR Reference Number|ICR Ref. No.",
}


@pytest.mark.parametrize(
    ("heading", "key"),
    [(heading, key) for key, text in SPELLINGS.items() for heading in text.split("|")],
)
def test_a_heading_is_known_as_people_write_it(heading: str, key: str) -> None:
    found = recognised(heading)
    assert found is not None
    assert (found.key, found.choices) == (key, ())


@pytest.mark.parametrize(
    "heading",
    ["ANNUAL RESPONSES", " annual  responses: ", "Annual_Responses", "annual-response(s)",
     "Annual\nResponses*", "Annual\u00a0responses"],
)  # fmt: skip
def test_case_punctuation_and_spaces_make_no_difference(heading: str) -> None:
    found = recognised(heading)
    assert found is not None
    assert found.key == "responses"


@pytest.mark.parametrize("key", [key for key in KEYS if key not in UNITS])
def test_every_key_is_a_heading_of_its_own(key: str) -> None:
    found = recognised(key)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Hours per response", "hours"),
        ("Time per response (hrs.)", "hours"),
        ("Time (min)", "minutes"),
        ("minutes_per_response", "minutes"),
        ("hours_per_response", "hours"),
        ("Seconds per response", "seconds"),
        ("Time to complete (sec)", "seconds"),
        ("Sekunden je Antrag", "seconds"),
        ("Time per response", None),
    ],
)
def test_the_unit_is_the_one_that_the_heading_names(heading: str, unit: str | None) -> None:
    found = recognised(heading)
    assert found is not None
    assert found.unit == unit


@pytest.mark.parametrize(
    ("heading", "scale"),
    [("Responses (000s)", 1_000), ("Total annual hours (in thousands)", 1_000),
     ("Annual responses, millions", 1_000_000)],
)  # fmt: skip
def test_a_scale_in_the_heading_is_seen(heading: str, scale: int) -> None:
    found = recognised(heading)
    assert found is not None
    assert found.scale == scale


@pytest.mark.parametrize(
    "heading", ["", "Colour", "Owner's phone", "x" * 1000, "Annual federal cost"]
)
def test_other_headings_are_not_known(heading: str) -> None:
    assert recognised(heading) is None


@pytest.mark.parametrize("heading", ["Cost", "Hours", "Total burden", "Responses per year"])
def test_a_heading_that_does_not_say_enough_is_an_error_that_says_what_to_write(
    heading: str,
) -> None:
    (message,) = mistakes(one_column(heading, "5"))
    assert message.startswith("forms.csv:1:3: error: ")
    assert f"={'ignore'}`" in message
    assert "--map" in message


def test_a_mapping_shows_what_each_column_is_and_why() -> None:
    data = b"Title,Agency,Hours per response,Colour\nA,B,0.5,red\nC,D,0.5,blue\n"
    lines = read_sheet(data, "forms.csv", "csv").plan.columns
    assert [(line.heading, line.key, line.unit, line.examples) for line in lines] == [
        ("Title", "title", "", ("A", "C")),
        ("Agency", "agency", "", ("B", "D")),
        ("Hours per response", "minutes_per_response", "hours", ("0.5",)),
        ("Colour", None, "", ("red", "blue")),
    ]
    assert [line.why for line in lines][2:] == ["by its heading", "its heading is not known"]


TIMES = "Title,Agency,Respondents,Times,Hours per response{more}\nA,X,100,4,0.5{a}\nB,X,50,2,1{b}\n"


def test_times_beside_hours_per_response_are_how_often_where_printed_responses_prove_it() -> None:
    table = read_csv(TIMES.format(more=",Responses", a=",400", b=",100"))
    assert column("responses_per_respondent", table) == ["4", "2"]


def test_times_beside_hours_per_response_are_asked_about_where_nothing_proves_what_they_are() -> (
    None
):
    (message,) = mistakes(read_csv(TIMES.format(more="", a="", b="")))
    assert "`--map Times=responses_per_respondent`" in message
    table = read_csv(
        TIMES.format(more="", a="", b=""), mapping={"Times": "responses_per_respondent"}
    )
    assert column("responses_per_respondent", table) == ["4", "2"]


NAMED = "Form,Agency,Annual responses,Minutes per response\nLicence,Clerk,100,30\n"


def test_a_column_that_is_headed_form_holds_titles_where_no_other_does() -> None:
    assert column("title", read_csv(NAMED)) == ["Licence"]
    both = NAMED.replace("Form,", "Title,Form,").replace("Licence,", "Licence,L-1,")
    assert column("form_number", read_csv(both)) == ["L-1"]


def test_what_may_hold_titles_is_named_where_none_is_known() -> None:
    (message,) = mistakes(read_csv(NAMED.replace("Form,", "Form number,")))
    assert '`--map "Form number"=title`' in message


def test_a_share_of_electronic_responses_is_not_whether_the_form_is_online() -> None:
    table = NAMED.replace("responses,", "responses,% electronic,").replace("100,", "100,50%,")
    assert column("responses", read_csv(table)) == ["100"]


@pytest.mark.parametrize(
    "row",
    [
        "(a),(b),(c),(d),(e = c x d),(f),(g = e x f)",
        "A,B,C,D,E=C*D,F,G=E*F",
        "(1),(2),(3),(4),(5) = (3) x (4),(6),(7)=(5)x(6)",
        "a,b,c,d,c x d,e,f",
    ],
)
def test_a_row_that_counts_the_columns_and_says_how_they_follow_is_no_form(row: str) -> None:
    heading = "Title,Agency,Respondents,Responses per respondent,Annual responses,"
    heading += "Hours per response,Total hours"
    table = read_csv(f"{heading}\n{row}\nLicence,Clerk,1000,2,2000,.5,1000\n")
    assert column("responses", table) == ["2000"]


def test_notes_below_a_table_are_no_forms_even_with_the_delimiter_in_them() -> None:
    notes = "Notes:\n1. As of 2023.\n2. A survey of 2,000 people\n"
    assert column("title", read_csv(f"{NAMED}\n{notes}")) == ["Licence"]

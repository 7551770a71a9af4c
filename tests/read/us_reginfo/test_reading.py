import gzip
import io

import pytest
from pydantic import TypeAdapter

from tests.read.us_reginfo.inventories import (
    REFERENCE,
    SAMPLES,
    collection,
    form_of,
    instrument,
    inventory,
    notes_of,
    read,
    request,
)
from timetax.catalogue.declaration import as_plain
from timetax.catalogue.document import validator
from timetax.catalogue.entries import Request
from timetax.catalogue.form import Form


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "previous"),
    [("0503-0007_201405-0503-002.xml", 561.0), ("0503-0007_201708-0503-002.xml", 353.0)],
)
def test_a_real_request_keeps_its_published_figures(name: str, previous: float) -> None:
    made = read(sample(name), name)
    (asked,) = made.content.requests
    assert (asked.responses, asked.hours, asked.cost) == (2400.0, 353.0, 0.0)
    assert asked.previous_hours == previous
    assert sum(form.responses or 0 for form in made.content.forms) == 2400
    assert sum(form.published_hours or 0 for form in made.content.forms) == 353
    assert made.findings == ()
    assert made.notes == (f"Read from {name}: 1 request with 2 collections.",)


def test_a_real_collection_becomes_a_form_with_all_that_it_says() -> None:
    form, other = read(sample("0503-0007_201405-0503-002.xml")).content.forms
    assert form == TypeAdapter(Form).validate_python(
        {
            "id": "201405-0503-002-1",
            "title": "National Appeals Division Customer Service Survey",
            "agency": "0503",
            "control_number": "0503-0007",
            "icr_reference": "201405-0503-002",
            "form_name": "NAD Customer Survey",
            "affected_public": "individuals",
            "obligation": "voluntary",
            "online": "none",
            "line_of_business": "Litigation and Judicial Activities",
            "frequency": "Annually",
            "responses": 2000,
            "published_hours": 333,
            "published_cost": 0,
            "estimate_year": 2014,
            "expires": "2017-08-31",
            "source": {
                "title": "ICR 201405-0503-002",
                "url": "https://www.reginfo.gov/public/do/PRAViewICR?ref_nbr=201405-0503-002",
                "date": "2014-05",
            },
        }
    )
    assert other.id == "201405-0503-002-2"


def test_a_real_request_is_known_by_its_reference() -> None:
    (asked,) = read(sample("0503-0007_201708-0503-002.xml")).content.requests
    assert asked == TypeAdapter(Request).validate_python(
        {
            "id": "201708-0503-002",
            "title": "National Appeals Division Customer Service Survey",
            "agency": "0503",
            "control_number": "0503-0007",
            "status": "Active",
            "expires": "2020-10-31",
            "responses": 2400,
            "hours": 353,
            "cost": 0,
            "previous_responses": 2400,
            "previous_hours": 353,
            "previous_cost": 0,
            "federal_cost": 62_810,
        }
    )


def test_what_is_made_without_validation_is_valid() -> None:
    made = read(inventory(request(collection(instruments=instrument()), totals=("1", "2", "3"))))
    plain = as_plain(made.content)
    assert set(plain["forms"][0]) > {"id", "title", "agency", "responses"}
    assert "respondents" not in plain["forms"][0]
    assert validator().validate_python(plain) == made.content


def test_an_agency_has_its_name_and_the_department_above_it_and_its_zeros() -> None:
    agencies = read(inventory(request(collection()))).content.agencies
    assert [(each.id, each.acronym, each.parent) for each in agencies] == [
        ("0500", "USDA", None),
        ("0503", "AgSEC", "0500"),
    ]
    assert agencies[0].name == "Department of Agriculture"


def test_a_code_in_no_list_makes_an_agency_of_its_own_and_is_counted() -> None:
    unknown = request(collection(), agency="9998")
    assert [each.name for each in read(inventory(unknown)).content.agencies] == ["Agency 9998"]
    assert "1 request of 1 agency code that no list of agencies has: 9998." in notes_of(unknown)


def test_an_agency_that_is_not_given_is_taken_from_the_reference() -> None:
    (form,) = read(inventory(request(collection(), agency=""))).content.forms
    assert form.agency == "0503"
    nameless = request(collection(), agency="", reference="", control_number="")
    made = read(inventory(nameless))
    assert [form.id for form in made.content.forms] == ["request-1-1"]
    assert [agency.name for agency in made.content.agencies] == ["Agency not given"]
    assert "1 request without an agency: its agency is unknown." in made.notes
    assert "1 request without a reference: numbered in the order of the file." in made.notes


def test_a_request_without_collections_is_one_form_with_its_own_totals() -> None:
    bare = request(totals=("10", "20", "30"))
    (form,) = read(inventory(bare)).content.forms
    assert form.id == f"{REFERENCE}-1"
    assert (form.responses, form.published_hours, form.published_cost) == (10, 20, 30)
    assert form.title == "A survey"
    assert "1 request without a collection" in notes_of(bare)


def test_a_collection_without_a_title_has_that_of_its_request() -> None:
    assert form_of(collection(title="")).title == "A survey"
    nameless = request(collection(title=""), title="")
    (form,) = read(inventory(nameless)).content.forms
    assert form.title == REFERENCE
    assert "1 request without a title: named by its reference." in notes_of(nameless)


def test_texts_stand_on_one_line_with_their_signs() -> None:
    assert form_of(collection(title="  Claims &amp;\n  &lt;more&gt;\t")).title == "Claims & <more>"
    assert form_of(collection(title="Veterans\x92 claims")).title == "Veterans\u2019 claims"
    assert form_of(collection(title="<![CDATA[a < b]]><!-- no --> c")).title == "a < b c"


def test_a_reference_given_twice_makes_ids_that_differ_and_is_counted() -> None:
    made = read(inventory(request(collection()), request(collection())))
    assert [form.id for form in made.content.forms] == [f"{REFERENCE}-1", f"{REFERENCE}.2-1"]
    assert [each.id for each in made.content.requests] == [REFERENCE, f"{REFERENCE}.2"]
    assert {form.icr_reference for form in made.content.forms} == {REFERENCE}
    assert any("with a reference that was given before" in note for note in made.notes)


def test_a_common_form_is_listed_and_left_out_and_counted() -> None:
    common = request(collection("0", "50"), reference="202205-0570-023CF")
    (form,) = read(inventory(common)).content.forms
    assert form.excluded == "Common form: another agency's form, counted there."
    assert form.published_hours == 50
    assert form.estimate_year == 2022
    notes = notes_of(common)
    assert notes.startswith("1 request for common forms, with 1 form and 50 hours, for what")
    assert "zero responses" not in notes


def test_the_names_of_papers_are_kept_each_once() -> None:
    papers = instrument("AD-1") + instrument("AD-2")
    assert form_of(collection(instruments=papers)).form_name == "Title of a paper"
    assert form_of(collection(instruments="")).form_name is None


def test_the_text_none_and_nothing_are_no_form_numbers() -> None:
    papers = "".join(map(instrument, ("None", "AD-1", "", "none", "1040", "AD-1", "0503")))
    assert form_of(collection(instruments=papers)).form_number == "AD-1; 1040; 0503"
    assert form_of(collection(instruments=instrument("None"))).form_number is None


@pytest.mark.parametrize(
    ("available", "submitted", "capability", "online"),
    [
        ("Yes", "Yes", "Paper Only", "full"),
        ("No", "Uncollected", "Fillable Fileable", "full"),
        ("Yes", "No", "Fillable Fileable", "partial"),
        ("Yes", "", "Fillable Printable", "partial"),
        ("", "", "Printable Only", "partial"),
        ("No", "", "Printable Only", "none"),
        ("No", "", "", "none"),
        ("", "", "Paper Only", "none"),
        ("Yes", "", "", None),
        ("Uncollected", "Uncollected", "", None),
        ("", "No", "", None),
    ],
)
def test_flags_decide_what_is_online_and_else_the_capability(
    available: str, submitted: str, capability: str, online: str | None
) -> None:
    paper = instrument("A", available, submitted, capability)
    assert form_of(collection(instruments=paper)).online == online


def test_a_collection_is_partly_online_where_its_instruments_differ() -> None:
    full, none, silent = instrument("A", "", "Yes"), instrument("B", "No", "No"), instrument("C")
    assert form_of(collection(instruments=full + none)).online == "partial"
    assert form_of(collection(instruments=full + silent)).online == "full"
    assert form_of(collection()).online is None


def test_the_four_publics_become_the_words_of_the_catalogue() -> None:
    words = (
        "Private Sector",
        "Individuals or Households",
        "State, Local, and Tribal Governments",
        "Federal Government",
        "Private Sector",
    )
    form = form_of(collection(public=words))
    assert form.affected_public == (
        "private-sector",
        "individuals",
        "state-local-tribal",
        "federal",
    )


def test_unknown_words_are_left_out_and_counted() -> None:
    odd = request(collection(public=("Martians",), obligation="Perhaps"))
    (form,) = read(inventory(odd)).content.forms
    assert (form.affected_public, form.obligation) == ((), None)
    notes = notes_of(odd)
    assert "1 collection with words for affected publics that are not known" in notes
    assert "'Martians'" in notes and "'Perhaps'" in notes


@pytest.mark.parametrize(
    ("text", "obligation"),
    [
        ("Voluntary", "voluntary"),
        ("Mandatory", "mandatory"),
        ("Required to obtain or retain a benefit", "required-for-benefit"),
        ("Required to Obtain or Retain Benefits", "required-for-benefit"),
        ("", None),
    ],
)
def test_obligations_become_the_words_of_the_catalogue(text: str, obligation: str | None) -> None:
    assert form_of(collection(obligation=text)).obligation == obligation


def test_frequencies_are_joined() -> None:
    form = form_of(collection(frequencies=("Annually", "On occasion", "Annually")))
    assert form.frequency == "Annually; On occasion"


@pytest.mark.parametrize(
    ("text", "expires", "note"),
    [
        ("2027-01-31-05:00", "2027-01-31", False),
        ("2027-01-31+14:00", "2027-01-31", False),
        ("2027-01-31Z", "2027-01-31", False),
        ("2027-01-31T00:00:00-05:00", "2027-01-31", False),
        ("", None, False),
        ("2027-02-31-05:00", None, True),
        ("01/31/2027", None, True),
    ],
)
def test_a_date_is_cut_of_its_offset(text: str, expires: str | None, note: bool) -> None:
    made = read(inventory(request(collection(), expires=text)))
    assert made.content.forms[0].expires == made.content.requests[0].expires == expires
    told = "1 request without an expiry date that can be read: unknown."
    assert (told in made.notes) is note


def test_hours_with_zero_responses_are_not_lost() -> None:
    odd = request(collection("0", "333"), collection("0", "1200"), collection("0", "0"))
    forms = read(inventory(odd)).content.forms
    assert [form.responses for form in forms] == [None, None, 0]
    assert [form.published_hours for form in forms] == [333, 1200, 0]
    assert (
        "2 collections with hours but zero responses, 1,533 hours in all: no minutes follow, "
        "and their hours are in the totals as published: "
        f"{REFERENCE}-2 (1,200), {REFERENCE}-1 (333)."
    ) in notes_of(odd)


def test_missing_figures_are_unknown_and_counted() -> None:
    lacking = request(collection("", "5", ""), totals=("", "5", "6"))
    (form,) = read(inventory(lacking)).content.forms
    assert (form.responses, form.published_hours, form.published_cost) == (None, 5, None)
    told = "Figures that are not given, and unknown: "
    assert f"{told}responses of 1 collection, cost of 1 collection." in notes_of(lacking)
    assert f"{told}responses of 1 request, previous responses of 1 request" in notes_of(lacking)


@pytest.mark.parametrize("figure", ["-5", "-0.5", "-1e3"])
def test_a_negative_figure_is_unknown_and_counted_and_never_clipped(figure: str) -> None:
    (form,) = read(inventory(request(collection("7", figure)))).content.forms
    assert form.published_hours is None
    told = "Figures that are negative, and taken as unknown: hours of 1 collection."
    assert told in notes_of(request(collection("7", figure)))


@pytest.mark.parametrize("figure", ["many", "nan", "inf", "1e400", "1_000", "12h", "\u0663", "1,2"])
def test_a_text_that_is_no_number_is_unknown_and_counted(figure: str) -> None:
    assert form_of(collection("7", figure)).published_hours is None
    told = "not numbers that can be read, and taken as unknown: hours of 1 collection."
    assert told in notes_of(request(collection("7", figure)))


@pytest.mark.parametrize(
    ("text", "hours"), [("1,234", 1234), ("0.25", 0.25), ("1.5E3", 1500), ("-0", 0), (" 7 ", 7)]
)
def test_figures_may_have_commas_and_fractions(text: str, hours: float) -> None:
    assert form_of(collection("7", text)).published_hours == hours


def test_collections_that_do_not_add_up_are_named_with_both_figures() -> None:
    whole = request(collection("1", "50", "2"), totals=("1", "50", "2"))
    off = request(
        collection("10", "30"),
        collection("20", "30.5"),
        reference="202402-0503-002",
        totals=("30", "61", "0"),
    )
    notes = notes_of(whole, off)
    assert (
        "In 1 request the hours of the collections do not add up to the request's total. "
        "The largest differences, collections against request: 202402-0503-002 (60.5 against 61)."
    ) in notes
    assert "the responses of the collections" not in notes


def test_the_first_note_says_what_was_read_and_when() -> None:
    made = read(inventory(request(collection(), collection())), "in/CurrentInventoryReport.xml")
    assert made.notes[0] == (
        "Read from CurrentInventoryReport.xml, run of 05 OCT 2026: 1 request with 2 collections."
    )
    assert made.content.title == "Inventory of information collections, 05 OCT 2026"


def test_a_file_of_another_name_reads_too_if_its_records_are_the_same() -> None:
    pending = inventory(request(collection())).replace("CollectionRequestList", "PendingList")
    assert len(read(pending).content.forms) == 1
    alone = request(collection())
    assert len(read(alone).content.forms) == 1


def test_positions_are_those_of_the_elements() -> None:
    made = read(inventory(request(collection(), collection()), "  " + request()))
    lines = inventory(request(collection(), collection()), "  " + request()).splitlines()
    asked = [n for n, text in enumerate(lines, 1) if "<InformationCollectionRequest>" in text]
    parts = [n for n, text in enumerate(lines, 1) if "<InformationCollection>" in text]
    at = made.file.position
    assert [at(("requests", i)).line for i in range(2)] == asked
    assert [at(("forms", i)).line for i in range(3)] == [*parts, asked[1]]
    assert str(at(("requests", 1))) == f"inventory.xml:{asked[1]}:3"
    assert at(("forms", 1, "title")) == at(("forms", 1))
    assert made.file.key_position(("forms", 1, "title")) == at(("forms", 1))
    assert made.file.span(("forms", 1, "title")) is None
    assert str(at(("forms", 99))) == "inventory.xml:1:1"


def test_the_size_of_the_chunks_changes_nothing() -> None:
    data = inventory(request(collection(title="d\u00e9tente &amp; more"), collection())).encode()
    pieces = read_in_pieces(data, 1)
    assert pieces == read_in_pieces(data, 7) == read(data).content.forms
    packed = io.BytesIO(gzip.compress(data))
    from timetax.read.us_reginfo.reading import read_inventory

    with gzip.open(packed) as file:
        assert read_inventory(iter(lambda: file.read(64), b""), "x").content.forms == pieces


def read_in_pieces(data: bytes, size: int) -> tuple[Form, ...]:
    from timetax.read.us_reginfo.reading import read_inventory

    pieces = (data[start : start + size] for start in range(0, len(data), size))
    return read_inventory(pieces, "inventory.xml").content.forms


def test_progress_is_told_in_bytes_up_to_the_last() -> None:
    data = inventory(*(request(collection()) for _ in range(300)))
    told: list[int] = []
    read(data, progress=told.append)
    assert told[-1] == len(data.encode())
    assert told == sorted(told) and len(told) > 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read_where_the_file_names_them(encoding: str) -> None:
    text = inventory(request(collection(title="d\u00e9tente")))
    named = text.replace("UTF-8", encoding.removesuffix("-sig"))
    assert read(named.encode(encoding)).content.forms[0].title == "d\u00e9tente"

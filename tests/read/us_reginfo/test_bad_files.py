import re
from collections.abc import Iterator

import pytest

from tests.read.us_reginfo.inventories import collection, inventory, read, request
from timetax.catalogue.validation import Validated
from timetax.read.us_reginfo.reading import read_inventory

WHOLE = inventory(request(collection()), request(collection(), reference="202402-0503-002"))


def told(made: Validated) -> str:
    """Return the one finding as its user sees it."""
    (finding,) = made.findings
    assert finding.rule == "inventory"
    assert "Traceback" not in str(finding)
    return str(finding)


def test_a_cut_file_is_said_to_be_cut_and_where_and_keeps_what_was_read() -> None:
    cut = WHOLE[: WHOLE.rindex("<AgencyCode>")]
    made = read(cut)
    assert told(made) == (
        f"inventory.xml:{cut.count(chr(10)) + 1}:1: error: the file is cut: it ends here, "
        f"after {len(cut):,} bytes, before </InformationCollectionRequestList>; "
        "1 request was read before; fetch it again [inventory]"
    )
    assert [form.id for form in made.content.forms] == ["202401-0503-001-1"]
    assert len(made.content.requests) == 1


@pytest.mark.parametrize("rest", [10, 35, 60, 200, 500])
def test_a_file_cut_anywhere_is_said_to_be_cut(rest: int) -> None:
    assert "the file is cut" in told(read(WHOLE[:-rest]))


def test_a_file_cut_inside_a_character_is_said_to_be_cut() -> None:
    data = inventory(request(collection(title="d\u00e9tente"))).encode()
    assert "the file is cut" in told(read(data[: data.index(b"\xc3") + 1]))


def test_a_file_that_is_not_well_formed_says_where() -> None:
    broken = WHOLE.replace("</AgencyCode>", "</Agency>", 1)
    line = broken[: broken.index("</Agency>")].count("\n") + 1
    assert told(read(broken)).startswith(f"inventory.xml:{line}:")
    assert re.search(
        r"not well-formed XML here \(.*\); nothing was read before", told(read(broken))
    )


def test_an_ampersand_alone_is_not_well_formed() -> None:
    assert "not well-formed" in told(read(WHOLE.replace("A survey", "A & B")))


def test_bytes_of_another_encoding_than_the_file_says_are_named() -> None:
    data = inventory(request(collection(title="d\u00e9tente"))).encode("latin-1")
    message = told(read(data))
    assert "not UTF-8 text, as the file says it is: byte 0xe9 has no meaning here" in message
    line = data[: data.index(b"\xe9")].count(b"\n") + 1
    assert message.startswith(f"inventory.xml:{line}:")


@pytest.mark.parametrize("encoding", ["UTF-16", "no-such-encoding", "big5"])
def test_an_encoding_that_is_not_so_or_cannot_be_read_is_named(encoding: str) -> None:
    assert f"{encoding!r}" in told(read(WHOLE.replace("UTF-8", encoding)))


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n<html><body>Down for maintenance<br></body></html>",
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">',
        "<html><head><meta charset=utf-8></head></html>",
        '<HTML lang="en"><body><p>Gone</body></HTML>',
    ],
)
def test_a_web_page_is_said_to_be_one(page: str) -> None:
    assert "this is a web page (HTML) saved as XML" in told(read(page))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"PK\x03\x04\x14\x00", "this is a zip archive"),
        (b"\x1f\x8b\x08\x00", "this is a gzip file"),
        (b"%PDF-1.7", "this is a PDF"),
        (b'{"error": 404}', "this is JSON"),
        (b"Access denied", "not well-formed XML"),
        (b"\x00\x01\x02", "not well-formed XML"),
    ],
)
def test_what_is_no_xml_is_said_to_be_none(data: bytes, message: str) -> None:
    assert message in told(read(data))


@pytest.mark.parametrize("inside", ["", "<AGENCY><NAME>All</NAME></AGENCY>"])
def test_another_root_is_no_inventory(inside: str) -> None:
    made = read(f"<?xml version='1.0'?>\n<OIRA_DATA>{inside}</OIRA_DATA>")
    assert told(made).startswith("inventory.xml:2:1: error: the root element <OIRA_DATA> holds no")
    assert made.content.forms == ()
    assert made.notes == ()


def test_an_inventory_of_nothing_is_no_mistake() -> None:
    made = read(inventory())
    assert made.findings == ()
    assert made.content.forms == ()


LAUGHS = """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"""


@pytest.mark.parametrize(
    ("doctype", "message"),
    [
        (LAUGHS, "declares entities of its own, and none are expanded"),
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "declares entities"),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/p">]>', "declares entities"),
        ('<!DOCTYPE x SYSTEM "http://example.org/x.dtd">', "external document type"),
        ('<!DOCTYPE x PUBLIC "-//X" "http://example.org/x.dtd">', "external document type"),
    ],
)
def test_declarations_of_entities_and_types_are_refused(doctype: str, message: str) -> None:
    head, root, rest = WHOLE.partition("<InformationCollectionRequestList")
    made = read(head + doctype + root + rest)
    assert message in told(made)
    assert made.content.forms == ()


def test_an_entity_that_nobody_declared_is_not_well_formed() -> None:
    assert "undefined entity" in told(read(WHOLE.replace("A survey", "A&nbsp;B")))


@pytest.mark.parametrize("name", ["a", "InformationCollection", "CFRCitation"])
def test_elements_too_deep_in_each_other_are_refused(name: str) -> None:
    deep = f"<{name}>" * 200 + f"</{name}>" * 200
    assert "more than 100 levels deep" in told(read(inventory(request(more=deep))))


def test_a_request_inside_another_element_is_no_request() -> None:
    hidden = request(collection(), reference="202402-0503-002")
    made = read(inventory(request(collection(), more=f"<Old>{hidden}</Old>")))
    assert len(made.content.requests) == 1


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (EOFError("Compressed file ended"), "the compressed file is cut"),
        (OSError(5, "Input/output error"), "cannot be read on: Input/output error"),
    ],
)
def test_what_breaks_off_while_it_is_unpacked_says_so(error: Exception, message: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield WHOLE[: WHOLE.rindex("<InformationCollectionRequest>")].encode()
        raise error

    made = read_inventory(chunks(), "inventory.xml.gz")
    assert message in told(made)
    assert len(made.content.requests) == 1


def test_no_cut_or_changed_byte_gives_a_traceback() -> None:
    data = WHOLE.encode()
    for place in range(0, len(data), 11):
        read(data[:place])
        for byte in (b"\x00", b"\xff", b"<", b"&", b'"'):
            read(data[:place] + byte + data[place + 1 :])

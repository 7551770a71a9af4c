import pytest

from tests.read.us_reginfo.inventories import collection, inventory, read, request

CONTACT = """<AgencyContact><Person><FirstName>Test</FirstName><MiddleName>Q</MiddleName>
<LastName>Person</LastName><ElectronicAddress>test@example.org</ElectronicAddress>
<PhoneNumber>202 555-0100</PhoneNumber><Title>Chief Test Person</Title></Person></AgencyContact>
"""
PRIVATE = ("Test", "Person", "test@example.org", "555-0100", "Chief")
WHOLE = inventory(request(collection(), more=CONTACT), request(more=CONTACT, reference="x"))


def everything(data: str) -> str:
    """Return all that comes of reading a file, as text."""
    made = read(data)
    parts = (
        *(repr(vars(form)) for form in made.content.forms),
        *(repr(vars(request)) for request in made.content.requests),
        repr(made),
        str(made.content),
        "\n".join(map(str, made.findings)),
        "\n".join(made.notes),
    )
    return "\n".join(parts)


@pytest.mark.parametrize("secret", PRIVATE)
def test_staff_never_enter_a_catalogue(secret: str) -> None:
    assert secret in WHOLE
    assert "A survey" in everything(WHOLE)
    assert secret not in everything(WHOLE)


@pytest.mark.parametrize(
    "broken",
    [
        WHOLE.replace("</LastName>", "</Name>"),
        WHOLE.replace("Test</FirstName>", "Test & Person</FirstName>"),
        WHOLE.replace("test@example.org", "test@example.org\x01"),
        WHOLE[: WHOLE.index("555-0100") + 4],
        WHOLE.replace("<Person>", '<Person name="Test Person" name="Test">'),
    ],
)
def test_staff_never_enter_a_message_about_a_broken_file(broken: str) -> None:
    assert read(broken).findings
    for secret in PRIVATE:
        assert secret not in everything(broken)


def test_a_byte_of_another_encoding_in_a_name_shows_no_more_than_itself() -> None:
    data = WHOLE.replace("Test</FirstName>", "T\u00e9st Person</FirstName>").encode("latin-1")
    (finding,) = read(data).findings
    assert not any(secret in str(finding) for secret in PRIVATE)

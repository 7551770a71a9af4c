import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from timetax.wording.html import html_text
from timetax.wording.terminal import safe


class Seen(HTMLParser):
    """What a browser sees: the text, and the tags with where they lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", list[tuple[str, str | None]]()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        """Add what is read as text."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        self.tags.append((tag, dict(attrs).get("href")))


PIECES = st.sampled_from(
    [
        "https://a.gov/b?c=1&d=2",
        "http://",
        "javascript:x",
        "<b>",
        '"',
        "'",
        "&amp;",
        ").",
        " ",
        "\n",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join)


@given(TEXTS)
def test_a_text_is_seen_as_it_is_and_only_addresses_of_the_web_are_links(text: str) -> None:
    seen = Seen(html_text(text))
    assert seen.text == safe(text)
    for tag, address in seen.tags:
        assert tag == "a"
        assert address is not None
        assert re.match("https?://", address, re.IGNORECASE)
        assert address in seen.text


def test_a_full_stop_after_an_address_is_no_part_of_it() -> None:
    assert Seen(html_text("See https://example.org/a (or http://b.org).")).tags == [
        ("a", "https://example.org/a"),
        ("a", "http://b.org"),
    ]

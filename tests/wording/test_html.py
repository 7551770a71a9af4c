import re
from html.parser import HTMLParser

import pytest
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
        "See: a notice: ",
        ": ",
        " ",
        "\n",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join)


@given(TEXTS)
def test_a_text_is_seen_as_it_is_and_only_addresses_of_the_web_are_links(text: str) -> None:
    seen = Seen(html_text(text))
    behind_words = [f": {address}" for _, address in seen.tags if str(address) not in seen.text]
    assert seen.text + "".join(behind_words) == safe(text)
    assert len(behind_words) <= 1
    for tag, address in seen.tags:
        assert tag == "a"
        assert address is not None
        assert re.match("https?://", address, re.IGNORECASE)


def test_a_full_stop_after_an_address_is_no_part_of_it() -> None:
    assert Seen(html_text("See https://example.org/a (or http://b.org).")).tags == [
        ("a", "https://example.org/a"),
        ("a", "http://b.org"),
    ]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Source: A notice: 2026: https://a.gov/b?c=d", "A notice: 2026"),
        ("Read in a copy: http://a.gov/b", "Read in a copy"),
        ("It is one of two. The other: https://a.gov", "https://a.gov"),
        ("See https://a.gov: https://b.gov", "https://a.gov"),
    ],
)
def test_a_sentence_that_ends_in_an_address_is_a_link_by_its_words(text: str, linked: str) -> None:
    first = html_text(text).partition("<a")[2].partition(">")[2].partition("</a>")[0]
    assert first == linked

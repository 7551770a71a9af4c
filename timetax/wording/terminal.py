"""Text without what could steer a terminal."""

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Return text with a mark in place of each character that could steer a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)

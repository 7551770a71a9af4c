"""Colours and patterns of figures, told apart by the colour-blind, in grey and in the dark."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Ink:
    """How an amount is filled: a class and colour, a pattern over it, and the shape of its dots."""

    name: str
    color: str
    dark: str
    hatch: str = ""
    shape: Literal["circle", "square", "triangle", "diamond", "ring", "bar"] = "circle"


# After Okabe and Ito (2008); of each two that stand side by side one is lighter or has a pattern.
SERIES = (
    Ink("1", "#0072b2", "#56b4e9"),
    Ink("2", "#e69f00", "#f0b840", "stripes", "square"),
    Ink("3", "#009e73", "#2fc39b", "dots", "triangle"),
    Ink("4", "#cc79a7", "#e6a3c7", "lines", "diamond"),
    Ink("5", "#56b4e9", "#a6d8f5", "crosses", "ring"),
    Ink("6", "#8a4b00", "#d9924a", "", "bar"),
)
MORE = Ink("more", "#d55e00", "#f58b43", "stripes")
LESS = Ink("less", "#0072b2", "#56b4e9")
REST = Ink("rest", "#767676", "#9c9c9c")
INKS = (*SERIES, MORE, LESS, REST)

PAPER, DARK_PAPER = "#ffffff", "#16181c"
TEXT, DARK_TEXT = "#1b1b1b", "#ececec"

DARK = {each.color: each.dark for each in INKS} | {PAPER: DARK_PAPER, TEXT: DARK_TEXT}
"""What each colour is in dark surroundings."""

_CLASS = re.compile(r'class="?[fl]-([a-z0-9]+)')

_PAPER = Ink("paper", PAPER, DARK_PAPER)


def css_of(drawings: Iterable[str]) -> str:
    """Return the rules of the colours that SVGs have, for the style of a page that holds them."""
    used = {name for each in drawings for name in _CLASS.findall(each)}
    return _css([each for each in (*INKS, _PAPER) if each.name in used])


def _css(inks: Sequence[Ink]) -> str:
    def each(text: str) -> str:
        return "".join(text.format(**vars(ink)) for ink in inks)

    if not inks:
        return ""
    return (
        each(".figure .f-{name}{{fill:var(--figure-{name},{color})}}")
        + each(".figure .l-{name}{{stroke:var(--figure-{name},{color})}}")
        + "@media screen and (prefers-color-scheme:dark){:root{"
        + each("--figure-{name}:{dark};")
        + "}}"
    )


CSS_ALONE = (
    f"{_css((*INKS, _PAPER))}svg{{color:{TEXT}}}"
    f"@media screen and (prefers-color-scheme:dark){{svg{{color:{DARK_TEXT}}}}}"
)
"""The rules of all colours, for a figure that stands alone."""

FONT = "'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

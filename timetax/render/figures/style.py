"""Colours and patterns of figures, told apart by the colour-blind, in grey and in the dark."""

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

_LIGHT = "".join(
    f".figure .f-{each.name}{{fill:var(--figure-{each.name},{each.color})}}" for each in INKS
)
_STROKES = "".join(
    f".figure .l-{each.name}{{stroke:var(--figure-{each.name},{each.color})}}" for each in INKS
)
_PAPER = (
    f".figure .f-paper{{fill:var(--figure-paper,{PAPER})}}"
    f".figure .l-paper{{stroke:var(--figure-paper,{PAPER})}}"
)
_DARK = "".join(f"--figure-{each.name}:{each.dark};" for each in INKS)
CSS = (
    f"{_LIGHT}{_STROKES}{_PAPER}"
    f"@media (prefers-color-scheme:dark){{:root{{{_DARK}--figure-paper:{DARK_PAPER}}}}}"
    "@media print{:root{"
    + "".join(f"--figure-{each.name}:{each.color};" for each in INKS)
    + f"--figure-paper:{PAPER}}}}}"
)
"""The rules of colours, for the style of a page that holds figures."""

CSS_ALONE = (
    f"{CSS}svg{{color:{TEXT}}}@media (prefers-color-scheme:dark){{svg{{color:{DARK_TEXT}}}}}"
)
"""The same, of a figure that stands alone."""

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

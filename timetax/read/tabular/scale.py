"""A scale that a text beside the table speaks of: in thousands, (000s), in Mio."""

import re
from collections.abc import Iterable, Sequence

from timetax.findings import Position
from timetax.read.tabular.column_options import map_scale
from timetax.read.tabular.headings import SCALES
from timetax.read.tabular.layout import SCALED, Column
from timetax.read.tabular.model import TableOptions
from timetax.read.tabular.plan import Answer, Question
from timetax.wording.hints import shown

_WORDS = {
    "hundreds": 100, "100s": 100,
    "thousands": 1_000, "thousand": 1_000, "tsd": 1_000, "tausend": 1_000, "milliers": 1_000,
    "miles": 1_000, "migliaia": 1_000, "duizenden": 1_000, "duizend": 1_000, "tys": 1_000,
    "millions": 1_000_000, "million": 1_000_000, "mio": 1_000_000, "millionen": 1_000_000,
    "millones": 1_000_000, "milioni": 1_000_000, "miljoen": 1_000_000, "mln": 1_000_000,
    "billions": 1_000_000_000, "billion": 1_000_000_000, "mrd": 1_000_000_000,
    "milliarden": 1_000_000_000, "milliards": 1_000_000_000,
}  # fmt: skip
_SAID = re.compile(
    r"(?:\b(?:in|en|in|w|as|unit:?|units:?|einheit:?|expressed in|figures in|x|\u00d7)\s+"
    r"|[(\[]\s*(?:in |x ?)?|\bhours? \(|^)"
    r"(?:(?P<word>"
    + "|".join(_WORDS)
    + r")\b|(?P<zeros>(?:1[,. ]?)?0{3}(?:[,. ]?0{3}){0,4}(?![,. ]?0{3}))['\u2019]?s?\b)"
    r"|\b(?P<of>" + "|".join(_WORDS) + r")\s+(?:of|de|der|di)\s+\w+"
    r"|[x\u00d7]\s?(?P<times>1[,. ]?0{3}(?:[,. ]?0{3}){0,4}(?![,. ]?0{3}))\b"
    r"|['\u2019](?P<short>000)s?\b",
    re.IGNORECASE,
)
_MANY = 4


def scale_said(text: str) -> int | None:
    """Return the scale that a text beside a table speaks of, or None."""
    found = _SAID.search(text)
    if not found:
        return None
    word = found["word"] or found["of"]
    if word:
        return _WORDS[word.casefold()]
    zeros = found["zeros"] or found["times"] or found["short"]
    return int(10 ** zeros.count("0"))


def scale_question(
    text: str,
    position: Position,
    columns: Iterable[Column],
    headings: Sequence[str],
    options: TableOptions,
) -> Question | None:
    """Return the question what a scale beside the table is for; None if there is nothing to ask."""
    if options.scale or len(text) > 500:
        return None
    times = scale_said(text)
    scaled = [each for each in columns if each.key in SCALED]
    if times is None or not scaled or any(each.scale != 1 for each in scaled):
        return None
    named = ", ".join(shown(each.heading) for each in scaled)
    answers = [Answer(f"--scale {times}", f"the figures under {named} are multiplied by it")]
    if len(scaled) > 1:
        answers += [
            Answer(map_scale(headings, each.index, times), "those alone are")
            for each in scaled[:_MANY]
        ]
    answers.append(Answer("--scale 1", "they are as they stand"))
    words = next((f"{word}s" for word, value in SCALES.items() if value == times), f"{times:,}")
    return Question(
        position,
        "heading",
        f"{shown(' '.join(text.split()))} speaks of {words}, and no heading does",
        tuple(answers),
    )

"""What decides a total and is not said: settled where printed hours prove it, and else asked."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timetax.read.tabular.added import PART
from timetax.read.tabular.column_options import MEANINGS, map_option, map_scale
from timetax.read.tabular.column_signs import BURDEN, are_years, counts_rows
from timetax.read.tabular.figures import Figures, Numbers
from timetax.read.tabular.headings import (
    FREQUENCY,
    HOURS_PER_RESPONSE,
    SCALES,
    SECONDS_PER_RESPONSE,
    TIME,
    words_of,
)
from timetax.read.tabular.layout import Column
from timetax.read.tabular.model import IGNORE, Places
from timetax.read.tabular.periods import of_each_respondent, scales
from timetax.read.tabular.plan import Answer, Inference, Question
from timetax.wording.hints import shown
from timetax.wording.numbers import plural

_OF_BURDEN = frozenset({"response", "respondent", "hour", "minute"})
_BESIDE_BURDEN = frozenset(
    word
    for line in ("change difference previous prior federal", "wage rate cost dollar percent")
    for word in line.split()
)
_NUMBERING = frozenset(
    word
    for line in ("number row line item index unnamed 0 serial id", "lfd laufende pos position n no")
    for word in line.split()
)
_OF_TIME = frozenset({"hour", "minute", "time", "burden"})
_HARMLESS = frozenset(
    word
    for line in (
        "wage rate salary federal change difference adjustment previous prior percent percentage",
        "share fte employee zip phone page row line index rank id code key seq sequence cfr usc",
        "section part unnamed date version serial order priority cost dollar usd price fee",
        "latitude longitude room lohn lohnsatz lohnkosten lohngruppe stundensatz stundenlohn",
        "personalkosten kosten sachkosten veranderung salaire taux cout couts variation salario",
        "tarifa coste costes costo costos variacion prozent porcentaje pourcentage",
    )
    for word in line.split()
)


@dataclass(frozen=True)
class Unread:
    """A column of figures whose heading is not known."""

    index: int
    heading: str
    numbers: Numbers


@dataclass(frozen=True)
class Settled:
    """The columns as the figures prove them, what was concluded, and what is open."""

    rekeyed: Mapping[str, str]
    adopted: Mapping[int, str]
    inferences: tuple[Inference, ...]
    questions: tuple[Question, ...]


def agreement(product: Numbers, hours: Numbers) -> tuple[int, int]:
    """Return in how many rows a product gives the hours that are printed, and in how many not."""
    same = other = 0
    for made, printed in zip(product, hours, strict=True):
        if made and printed:
            if math.isclose(made, printed, rel_tol=0.02, abs_tol=0.5):
                same += 1
            else:
                other += 1
    return same, other


def _counts(heading: str) -> bool:
    """Return whether a heading speaks of responses, of no time and of no respondent."""
    words = {*words_of(heading)}
    return "response" in words and not words & {*_OF_TIME, "per", "each", "rate", "respondent"}


def times(*columns: Numbers) -> Numbers:
    """Return the product of columns; None where a factor is unknown."""
    return [
        None if None in row else math.prod(each for each in row if each is not None)
        for row in zip(*columns, strict=True)
    ]


class Factors:
    """The columns of figures of a table, and what they are taken for."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        unread: Sequence[Unread],
        figures: Figures,
        places: Places,
        header: int,
        headings: Sequence[str],
        *,
        filled: bool = False,
    ) -> None:
        self.headings, self.filled = headings, filled
        self.columns, self.unread, self.figures = columns, unread, figures
        self.places, self.header = places, header
        self.rekeyed: dict[str, str] = {}
        self.adopted: dict[int, str] = {}
        self.inferences: list[Inference] = []
        self.questions: list[Question] = []

    def settle(self) -> Settled:
        """Return what the columns are."""
        self.responses_of_each()
        self.without_heading()
        self.count_of_one()
        return Settled(self.rekeyed, self.adopted, tuple(self.inferences), tuple(self.questions))

    def _time_in_hours(self) -> Numbers | None:
        minutes = self.figures.of.get(TIME)
        return None if minutes is None else [each and each / 60 for each in minutes]

    def responses_of_each(self) -> None:
        """Settle whether a column of responses holds those of each respondent."""
        of = self.figures.of
        if "responses" not in of or "respondents" not in of or FREQUENCY in of:
            return
        column = self.columns["responses"]
        responses, respondents = of["responses"], of["respondents"]
        hours, time = of.get("published_hours"), self._time_in_hours()
        if hours is not None and time is not None and not column.asked:
            all_of_them = agreement(times(responses, time), hours)
            each_of_them = agreement(times(respondents, responses, time), hours)
            if each_of_them[0] and not each_of_them[1] and all_of_them[1]:
                self.rekeyed["responses"] = FREQUENCY
                printed = plural(each_of_them[0], "printed figure")
                proof = f"they times respondents and time give the {printed} of hours"
                self.inferences.append(
                    Inference(
                        "heading", f"{shown(column.heading)} are responses per respondent", proof
                    )
                )
                return
            if all_of_them[0] and not all_of_them[1]:
                return
        fewer = [
            row
            for row, (sent, people) in enumerate(zip(responses, respondents, strict=True))
            if sent is not None and people is not None and 0 < sent < people
        ]
        known = sum(
            1 for sent, people in zip(responses, respondents, strict=True) if sent and people
        )
        if not fewer:
            return
        if column.asked or 2 * len(fewer) <= known:
            named = ", ".join(self.places.row(self.header + 1 + row) for row in fewer[:3])
            self.inferences.append(
                Inference(
                    "responses",
                    f"in {plural(len(fewer), 'row')} there are fewer responses than respondents",
                    named,
                )
            )
            return
        row = fewer[0]
        self.ask(
            column.index,
            f"under {shown(column.heading)} there are fewer responses than respondents "
            f"({responses[row]:g} and {respondents[row]:g} in "
            f"{self.places.row(self.header + 1 + row)}): they may be responses of each respondent",
            {FREQUENCY: "responses of each respondent", "responses": "responses of all together"},
        )

    def without_heading(self) -> None:
        """Settle what columns of figures are whose heading is not known."""
        for column in self.unread:
            numbering = _NUMBERING.issuperset(words_of(column.heading))
            if (numbering and counts_rows(column.numbers)) or not any(column.numbers):
                continue
            proved = self.proved(column)
            if proved:
                self.adopted[column.index] = proved
                self.inferences.append(
                    Inference(
                        "heading",
                        f"{shown(column.heading)} is read as {proved}",
                        "with it, the factors give what is printed",
                    )
                )
                continue
            choices = self.choices(column)
            if choices:
                heading = shown(column.heading) if column.heading else "a column without a heading"
                examples = ", ".join(f"{each:g}" for each in list(filter(None, column.numbers))[:3])
                self.ask(
                    column.index,
                    f"{heading} holds figures ({examples}) and is not known; "
                    "it may decide the total",
                    {**{key: MEANINGS.get(key, "") for key in choices}, IGNORE: "none of these"},
                )

    def proved(self, column: Unread) -> str | None:
        """Return the factor that printed hours prove a column to be."""
        of = self.figures.of
        hours, time = of.get("published_hours"), self._time_in_hours()
        if FREQUENCY not in of and "respondents" in of and "responses" in of and not self.adopted:
            same, other = agreement(times(of["respondents"], column.numbers), of["responses"])
            if same > 1 and not other:
                return FREQUENCY
        if hours is None or FREQUENCY in of or "responses" in of or self.adopted:
            return None
        tried: dict[str, Numbers] = {}
        if time is not None:
            tried["responses"] = times(column.numbers, time)
            if "respondents" in of:
                tried[FREQUENCY] = times(of["respondents"], column.numbers, time)
        fits = []
        for key, product in tried.items():
            same, other = agreement(product, hours)
            if same and not other:
                fits.append(key)
        return fits[0] if len(fits) == 1 else None

    def choices(self, column: Unread) -> list[str]:
        """Return what a column may be, if that could change the total."""
        of = {*self.figures.of, *self.rekeyed.values(), *self.adopted.values()}
        words = {*words_of(column.heading)} - SCALES.keys()
        if words & _HARMLESS and not (words & _OF_BURDEN and not words & _BESIDE_BURDEN):
            return []
        if are_years(column.numbers) and not words & BURDEN:
            return []
        how_many = not of & {"responses", FREQUENCY} and "frequency" not in self.columns
        people = not of & {"respondents", "responses"}
        how_long = not of & {TIME, "published_hours"}
        about_burden = bool(words & BURDEN)
        if not (how_many or people or how_long or about_burden):
            return []
        if about_burden and not (how_many or people or how_long) and self.is_proved(column):
            return []
        made = []
        if people or about_burden:
            made.append("respondents")
        if how_many or about_burden:
            made += [FREQUENCY, "responses"]
        if how_long or (about_burden and words & _OF_TIME):
            made += [TIME, HOURS_PER_RESPONSE, "published_hours"]
            if "second" in words:
                made.append(SECONDS_PER_RESPONSE)
        return made

    def is_proved(self, column: Unread) -> bool:
        """Return whether the printed hours of every row are those that its factors give."""
        printed = self.figures.of.get("published_hours")
        if printed is None:
            return False
        time = self.figures.of.get(TIME)
        if time is None:
            return False
        product = times(self.figures.responses, [each and each / 60 for each in time])
        same, other = agreement(product, printed)
        missing = any(hours and not made for hours, made in zip(printed, product, strict=True))
        beside = any(
            each and hours is None
            for each, hours in zip(column.numbers, self.figures.hours, strict=True)
        )
        return bool(same) and not other and not missing and not beside

    def count_of_one(self) -> None:
        """Say so where a respondent is taken to respond once."""
        of = {*self.figures.of, *self.adopted.values(), *self.rekeyed.values()}
        sent = "responses" in self.figures.of and not self.rekeyed
        if self.filled or "respondents" not in of or sent:
            return
        if FREQUENCY not in of and "frequency" not in self.columns:
            self.inferences.append(
                Inference(
                    "frequency",
                    "each respondent is counted with one response a year",
                    "no column says how often they respond",
                )
            )
            return
        if FREQUENCY not in self.figures.of:
            return
        numbers = self.figures.of[FREQUENCY]
        if None not in numbers:
            return
        silent = sum(
            1
            for often, people in zip(numbers, self.figures.of["respondents"], strict=True)
            if often is None and people
        )
        if silent:
            self.inferences.append(
                Inference(
                    "frequency",
                    f"in {plural(silent, 'row')} each respondent is counted with "
                    "one response a year",
                    "their cell of the frequency is empty",
                )
            )

    def ask(self, index: int, message: str, choices: Mapping[str, str]) -> None:
        """Put a question whose answers are options for the column."""
        self.questions.append(
            Question(
                self.places.cell(self.header, index),
                "heading",
                message,
                tuple(self.answers(index, choices)),
            )
        )

    def answers(self, index: int, choices: Mapping[str, str]) -> Iterator[Answer]:
        """Yield the options for a column: as a figure of a year, and without another's count."""
        heading = self.headings[index]
        for key, meaning in choices.items():
            option = map_option(self.headings, index, key)
            for times, said in scales(heading, key).items():
                scale = "" if times == 1 else f" {map_scale(self.headings, index, times)}"
                yield Answer(f"{option}{scale}", f"{meaning}{said}")
        timed = [
            each
            for each in self.unread
            if each.index != index and not _OF_TIME.isdisjoint(words_of(each.heading))
        ]
        for key, whole in ((HOURS_PER_RESPONSE, TIME), ("published_hours", "published_hours")):
            if key in choices and (whole in self.columns or timed):
                part = key if scales(heading, key) else TIME
                option = map_option(self.headings, index, f"{PART}{part}")
                for times, said in scales(heading, part).items():
                    scale = "" if times == 1 else f" {map_scale(self.headings, index, times)}"
                    meaning = f"a part of {MEANINGS[part]}{said}, added to the other"
                    yield Answer(f"{option}{scale}", meaning)
        counting = [each.index for each in self.unread if _counts(each.heading)]
        if index in counting and (len(counting) > 1 or "responses" in self.columns):
            option = map_option(self.headings, index, f"{PART}responses")
            yield Answer(option, "a part of responses of all in a year, added to the others")
        counted = [self.columns[key] for key in ("responses", FREQUENCY, "frequency")
                   if key in self.columns and "respondents" in self.columns]  # fmt: skip
        if counted and HOURS_PER_RESPONSE in choices and of_each_respondent(heading):
            each = [map_option(self.headings, index, HOURS_PER_RESPONSE)]
            each += [map_option(self.headings, column.index, IGNORE) for column in counted]
            for times, said in scales(heading, HOURS_PER_RESPONSE).items():
                scaled = [] if times == 1 else [map_scale(self.headings, index, times)]
                meaning = "hours of each respondent a year, each counted once"
                yield Answer(" ".join([*each, *scaled]), f"{meaning}{said}")

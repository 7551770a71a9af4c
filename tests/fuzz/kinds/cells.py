"""Tables whose headings and cells are drawn from what stands in tables, fitting or not."""

import csv
import io
from random import Random

from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.fuzz.tables import TABLE

_HEADINGS = (
    "Form", "Form No.", "OMB Control No.", "Title", "Agency", "Department", "Bureau", "Section",
    "Affected public", "Obligation", "Life events", "Source", "Fiscal year", "Notes", "Unit",
    "Respondents", "# of respondents", "Responses", "Responses per respondent", "Frequency",
    "Time per response", "Minutes per response", "Hours per response (B/C)", "Total hours",
    "Total annual burden (hours)", "Total cost", "Labor cost", "Hourly wage", "(000s)", "2023",
    "Hours 2024", "Change", "Difference", "", " ", "A", "1", "Anzahl", "Stunden", "Temps (min)",
)  # fmt: skip
_TEXTS = (
    "", "", " ", "  ", "\t", "\u00a0", "\u200b", ".", "-", "\u2013", "n/a", "none", "x", "#N/A",
    "?", "(", ")", "*", "\u2022 New", "a) First", "  set in", "- part", "1.", "1.1", "7", "7-2",
    "12(b)", "2.", "2.1 Renewal", "Total", "Total hours", "Subtotal", "TOTAL OF ALL PAGES",
    "Grand total:", "of which", "davon", "Claim for a headstone", "Renewal of a licence",
    "Renewal of a licence (Schedule A)", "VA", "Department of the Treasury", "IRS", "IRS ", "irs",
    "individuals", "Business; Individuals", "Mandatory", "annually", "monthly", "once",
    "2 times a year", "Birth of a child: 40%", "moving", "=\"0123\"", "=1+1", "'12", "Notes:",
    "Source: 60-day notice", "\u00c9t\u00e9", "\u5408\u8a08", "\ud55c", "two\nlines", "a\rb",
    "2024-02-30", "03/2025", "May 2024", "1545-0074", "line, comma", 'a "b"',
)  # fmt: skip
_FIGURES = (
    "0", "1", "2", "10", "12", "30", "60", "100", "120", "1,200", "1.200", "1200", "1,5", "1.5",
    ".5", "1/3", "2 1/2", "15 min", "15 minutes", "1 hr", "1:30", "00:15", "0.08", "5 %", "50%",
    "$3", "$1,200.00", "3 \u20ac", "(12)", "-4", "1e3", "10-20", "<1", "~5", "5*", "5 [1]",
    "1 000", "1\u202f000", "1'000", "1.2M", "12,345,678", "99999999999999999999", "NaN", "inf",
    "1,2,3", "1..2", "½", "\u0663", "5 hours 10 min",
)  # fmt: skip
_USUAL = {
    "Title": ("Claim for a headstone", "Renewal of a licence", "Annual report", "Permit", "Notice"),
    "Agency": ("IRS", "VA", "DOL"),
}
_COLUMNS = (
    ("Title", "Agency", "Responses", "Minutes per response"),
    ("Title", "Agency", "Respondents", "Responses per respondent", "Time per response"),
    ("Form No.", "Title", "Agency", "Respondents", "Total hours"),
    ("Title", "Agency", "Responses", "Hours per response", "Total hours", "Total cost"),
)


class _Cells(Kind):
    def mutant(self, chance: Random) -> bytes:
        """Return a table that is drawn anew; the odder it is, the less of it is usual."""
        odd = chance.choice((0.0, 0.01, 0.03, 0.1))
        headings = list(chance.choice(_COLUMNS))
        for _ in range(chance.choice((0, 0, 1, 2))):
            headings.insert(chance.randint(0, len(headings)), chance.choice(_HEADINGS))
        if chance.random() < odd:
            headings[chance.randrange(len(headings))] = chance.choice(_HEADINGS)
        rows = [headings]
        for _ in range(chance.randint(1, 12)):
            rows.append([_cell(chance, each, odd) for each in headings])
            if chance.random() < odd / 2:
                rows.append(list(chance.choice(rows)))
        if chance.random() < odd:
            rows.insert(chance.choice((0, len(rows))), [chance.choice(_TEXTS)])
        made = io.StringIO()
        writer = csv.writer(made, delimiter=chance.choice(",,,;\t"), lineterminator="\n")
        writer.writerows(rows)
        return made.getvalue().encode()


def _cell(chance: Random, heading: str, odd: float) -> str:
    if chance.random() < odd:
        return chance.choice(_TEXTS + _FIGURES)
    if usual := _USUAL.get(heading):
        return chance.choice(usual) + (f" {chance.randrange(99)}" if heading == "Title" else "")
    if heading in ("Form", "Form No."):
        return str(chance.randrange(1000, 9999))
    return str(chance.randrange(1, 500) * 5)


KIND = _Cells([TABLE], read_catalogue, ".csv")

"""What a column of figures whose heading is not known looks like: its words, and its figures."""

import re
from collections.abc import Sequence
from itertools import pairwise

from timetax.read.tabular.figures import Numbers
from timetax.read.tabular.headings import words_of

_MOSTLY = 0.8
BURDEN = frozenset(
    word
    for line in (
        "hour minute time response respondent report record recordkeeping recordkeeper filing",
        "filer file filed occurrence frequency burden annual submission submit application",
        "applicant answer volume count reply return per occasion disclosure keeper people person",
        "firm stunde stunden minuten haufigkeit häufigkeit antwort antworten meldung meldungen",
        "heure frequence fréquence reponse réponse hora frecuencia fall fälle fallzahl vorgänge",
        "anträge zeitaufwand aufwand dauer zeit temps durée tiempo duración minuto cas caso",
        "ore ora minuti risposta risposte onere oneri durata uur uren antwoorden meldingen tijd",
        "dossier respuesta duration length effort transaction event instance quantity population",
        "entity often",
    )
    for word in line.split()
)
"""Words of headings that are about the burden."""


def is_figures(texts: Sequence[str]) -> bool:
    """Return whether most texts are plain numbers."""
    if not texts:
        return False
    plain = sum(1 for text in texts if _is_plain(text))
    return plain >= _MOSTLY * len(texts)


def _is_plain(text: str) -> bool:
    return bool(
        re.fullmatch(r"[$+-]?[0-9][0-9., ']*|[0-9]*[.,][0-9]+|[0-9]+ ?/ ?[0-9]+", text.strip())
    )


def times_of_the_clock(texts: Sequence[str]) -> bool:
    """Return whether most texts are as clocks show times: 0:30, 1:15."""
    found = [
        text for text in texts if re.fullmatch(r"[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?", text.strip())
    ]
    return bool(texts) and len(found) >= _MOSTLY * len(texts)


def about_burden(heading: str) -> bool:
    """Return whether a heading has a word of the burden in it."""
    return not BURDEN.isdisjoint(words_of(heading))


def counts_rows(numbers: Numbers) -> bool:
    """Return whether a column numbers the rows: 1, 2, 3, with gaps where there are no forms."""
    known = [each for each in numbers if each is not None]
    if len(known) < 2 or known[0] not in (0, 1):
        return False
    return all(b - a == 1 for a, b in pairwise(known))


def are_years(numbers: Numbers) -> bool:
    """Return whether a column holds calendar years."""
    known = [each for each in numbers if each is not None]
    return bool(known) and all(1900 <= each <= 2100 and each == int(each) for each in known)

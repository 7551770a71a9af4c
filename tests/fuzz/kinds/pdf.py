"""Forms as PDF files, as HTML pages and in JSON: counted, or refused by name within the bounds."""

import os
from functools import cache
from pathlib import Path

from tests.fuzz.kind import Kind
from tests.read.instruments.made import RADIO, field, group, pdf, words
from timetax.catalogue.counted import Refused
from timetax.findings import InputError
from timetax.read.instruments.reading import as_findings
from timetax.read.instruments.workers import Task, Worker

_CLAIM = "OMB No. 0503-0001 Respondent Burden: 15 minutes Form D-1 (Rev. Jan 2024)"
_RADIO = field("r", "Btn", flags=RADIO)
_BOXES = [
    field(f"SSN{place}", longest=3, rect=(60 * place, 9, 60 * place + 50, 30)) for place in (1, 2)
]
_SEEDS = [
    pdf([(words(30), [field("a", label="Your name"), field("b", "Btn"), field("c", "Ch")])]),
    pdf([(_CLAIM, group(_RADIO, [field(None, None), field(None, None)])), ("more", _BOXES)]),
    b"<!DOCTYPE html><html><body><form><fieldset><legend>You</legend><label>Name <input name=n>"
    b"</label><select name=s><option>a</select></fieldset><textarea></textarea></form></html>",
    b'{"resourceType": "Questionnaire", "item": [{"linkId": "1", "text": "Name"}, {"linkId": "2",'
    b'"type": "group", "repeats": true, "item": [{"linkId": "3", "type": "date"}]}]}',
    b'{"$schema": "x", "properties": {"a": {"type": "string"}, "b": {"$ref": "#/$defs/b"}},'
    b'"$defs": {"b": {"type": "array", "items": {"enum": [1, 2]}}}}',
]


@cache
def _worker(process: int) -> Worker:
    return Worker()


def _read(data: bytes) -> None:
    made = _worker(os.getpid()).run(Task("mutant", data=data))
    if isinstance(made, Refused):
        raise InputError(as_findings([made]))
    assert made.questions
    assert made.fields >= len(made.questions)
    assert sum(made.by_kind.values()) == len(made.questions)
    assert all(claim.minutes > 0 for claim in made.printed.claims)


def _arguments(data: bytes, path: Path) -> list[str]:
    return ["estimate", str(path), "--format", "json"]


KIND = Kind(_SEEDS, _read, ".pdf", arguments=_arguments)

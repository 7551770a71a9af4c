"""The baseline: findings that are known already, kept in a file, so that only new ones fail.

Known findings are kept out and mended ones simply no longer count. The file changes only when it is
written anew from what is found then, so that it can grow only where somebody asks for it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from timetax.checks.fingerprint import file_name, fingerprints
from timetax.checks.outcome import Outcome
from timetax.checks.rule import RULES
from timetax.checks.rules.reading import PARSE
from timetax.files.json import input_mistake, read_json
from timetax.files.writing import write_whole
from timetax.findings import Finding

VERSION_KEY = "timetax_baseline"
VERSION = 1


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Write the findings as the baseline at `path`, whole or not at all; not those of reading.

    Raises:
        InputError: the file cannot be written.
    """
    kept = [each for each in findings if each.rule not in PARSE]
    entries = [
        {
            "fingerprint": fingerprint,
            "code": RULES[each.rule].code if each.rule in RULES else "",
            "name": each.rule,
            "file": file_name(each.position.file),
            "message": each.message,
        }
        for each, fingerprint in zip(kept, fingerprints(kept), strict=True)
    ]
    order = ("file", "code", "message", "fingerprint")
    entries.sort(key=lambda entry: [entry[key] for key in order])
    content = {VERSION_KEY: VERSION, "findings": entries}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    write_whole(path, text.encode("utf-8", "backslashreplace"))


def known(path: Path) -> Counter[str]:
    """Return the fingerprints in the baseline at `path`, each as often as it is there.

    Raises:
        InputError: the file cannot be read or is no baseline.
    """
    made_by = "`timetax check --update-baseline`"
    file, content = read_json(path, VERSION_KEY, VERSION, f"a baseline, as {made_by} writes it")
    entries = content.get("findings")
    if not isinstance(entries, list):
        raise input_mistake(file, ("findings",), "findings: must be a list of findings")
    found: Counter[str] = Counter()
    for index, entry in enumerate(entries):
        fingerprint = entry.get("fingerprint") if isinstance(entry, dict) else None
        if not isinstance(fingerprint, str):
            place = ("findings", index, "fingerprint")
            raise input_mistake(
                file, place, f"findings[{index}]: has no fingerprint, which is a text"
            )
        found[fingerprint] += 1
    return found


def new(findings: Sequence[Finding], known: Counter[str]) -> list[Finding]:
    """Return the findings that are not known; one entry keeps out one finding."""
    left = Counter(known)
    kept = []
    for each, fingerprint in zip(findings, fingerprints(findings), strict=True):
        if each.rule not in PARSE and left[fingerprint] > 0:
            left[fingerprint] -= 1
        else:
            kept.append(each)
    return kept


def learned(outcome: Outcome, path: Path) -> Outcome:
    """Write the findings of an outcome as the baseline at `path`, and return it without them.

    Raises:
        InputError: the file cannot be written.
    """
    write_baseline(path, outcome.findings)
    left = tuple(new(outcome.findings, known(path)))
    return replace(outcome, findings=left, known=len(outcome.findings) - len(left))

"""The baseline: findings that are known already, kept in a file, so that only new ones fail.

Known findings are kept out and mended ones simply no longer count. The file changes only when it is
written anew from what is found then, so that it can grow only where somebody asks for it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from timetax.checks.fingerprint import file_name, fingerprints
from timetax.checks.outcome import Outcome
from timetax.checks.reading import PARSE
from timetax.checks.rule import RULES
from timetax.fields import shown
from timetax.findings import Finding, InputError, Position
from timetax.source import File, KeyPath
from timetax.writing import write_whole

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


def read_json(path: Path, key: str, version: int, what: str) -> tuple[File, dict[str, Any]]:
    """Return a JSON file and the object in it, which says by `key` what version of `what` it is.

    Raises:
        InputError: the file cannot be read or is something else.
    """
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        content = json.loads(text)
    except OSError as error:
        position, message = Position(name), f"cannot be read: {error.strerror}; it must be {what}"
    except UnicodeDecodeError:
        position, message = Position(name), f"not UTF-8 text; it must be {what}"
    except json.JSONDecodeError as error:
        position = Position(name, error.lineno, error.colno)
        message = f"not valid JSON: {error.msg}; it must be {what}"
    except (RecursionError, ValueError):
        position, message = Position(name), f"not JSON that can be read; it must be {what}"
    else:
        file = File(name, text)
        if not isinstance(content, dict) or key not in content:
            raise input_mistake(file, (), f"there is no {key!r} in it; it must be {what}")
        if content[key] != version:
            found = shown(content[key])
            message = f"{key}: this program reads version {version}, not {found}"
            raise input_mistake(file, (key,), message)
        return file, content
    raise InputError([Finding(position, "input", message)])


def input_mistake(file: File, path: KeyPath, message: str) -> InputError:
    """Return the error for a mistake at `path` of a file that a program has written."""
    return InputError([Finding(file.position(path), "input", message)])

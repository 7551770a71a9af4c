import codecs
import dataclasses
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetax.checks.config import Config
from timetax.checks.fixing import apply, difference, fixed, write_whole
from timetax.checks.outcome import Outcome
from timetax.checks.rule import RULES, Inventory, Problem, Rule, Settings
from timetax.checks.run import fix, run
from timetax.files.yaml import File
from timetax.findings import Finding, Fix, InputError, Position, Severity

TEXT = "# a comment\r\ntimetax:  1   # two spaces\r\nforms:\r\n- {id: é, title:  T}\r\n"


def finding(start: int, end: int, text: str, file: str = "a.yaml") -> Finding:
    return Finding(Position(file, 1, 1), "rule", "message", fix=Fix(start, end, text))


def outcome(path: Path, text: str, *findings: Finding) -> Outcome:
    placed = (dataclasses.replace(each, position=Position(str(path), 1, 1)) for each in findings)
    return Outcome(tuple(placed), (File(str(path), text),), complete=True)


def replacing(text: str, old: str, new: str) -> Finding:
    start = text.index(old)
    return finding(start, start + len(old), new)


# Text


def test_a_fix_replaces_its_span_and_nothing_else() -> None:
    assert fixed(TEXT, [replacing(TEXT, "T}", "U}")]) == TEXT.replace("T}", "U}")


def test_fixes_may_be_given_in_any_order() -> None:
    assert fixed("abc", [finding(2, 3, "C"), finding(0, 1, "A")]) == "AbC"


def test_of_two_fixes_that_overlap_the_first_is_put_in() -> None:
    assert fixed("abcd", [finding(1, 3, "X"), finding(0, 2, "Y")]) == "Ycd"


def test_the_same_fix_twice_is_put_in_once() -> None:
    assert fixed("ab", [finding(1, 1, "X"), finding(1, 1, "X")]) == "aXb"


def test_without_fixes_the_text_stays() -> None:
    assert fixed(TEXT, [Finding(Position("a.yaml"), "rule", "message")]) == TEXT


@st.composite
def _cut_texts(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    kept = draw(st.lists(st.text(min_size=1), min_size=1))
    return kept, draw(st.lists(st.text(), min_size=len(kept), max_size=len(kept)))


@given(_cut_texts(), st.text(max_size=5), st.randoms())
def test_everything_outside_the_spans_is_unchanged(
    cut: tuple[list[str], list[str]], new: str, random: object
) -> None:
    text, wanted, findings = "", "", []
    for kept, old in zip(*cut, strict=True):
        text, wanted = text + kept, wanted + kept
        findings.append(finding(len(text), len(text) + len(old), new))
        text, wanted = text + old, wanted + new
    random.shuffle(findings)  # type: ignore[attr-defined]
    assert fixed(text, findings) == wanted


# Files


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_file_keeps_its_encoding_its_mark_and_its_line_ends(
    tmp_path: Path, mark: bytes, encoding: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(mark + TEXT.encode(encoding))
    assert apply(outcome(path, TEXT, replacing(TEXT, "é", "ü"))) == 1
    assert path.read_bytes() == mark + TEXT.replace("é", "ü").encode(encoding)


def test_a_file_keeps_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    path.chmod(0o640)
    apply(outcome(path, "a: 1\n", finding(3, 4, "2")))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n")
    link = tmp_path / "link.yaml"
    link.symlink_to("a.yaml")
    apply(outcome(link, "a: 1\n", finding(3, 4, "2")))
    assert link.is_symlink()
    assert (tmp_path / "a.yaml").read_text() == "a: 2\n"


def test_a_file_that_has_changed_meanwhile_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 10\n")
    with pytest.raises(InputError, match="has changed while it was checked; check it again"):
        apply(outcome(path, "a: 1\n", finding(3, 4, "2")))
    assert path.read_text() == "a: 10\n"


def test_a_fix_that_would_break_the_file_is_not_put_in(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    broken = outcome(path, "a: 1\n", finding(3, 4, "["))
    assert apply(broken) == 0
    assert difference(broken) == ""
    assert path.read_text() == "a: 1\n"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_whole(path, pieces())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_standard_input_is_never_written() -> None:
    stdin = outcome(Path("<stdin>"), "a: 1\n", finding(3, 4, "2"))
    assert apply(stdin) == 0
    with pytest.raises(InputError, match="standard input cannot be mended"):
        fix(["-"], Config())


# Differences


def test_a_difference_is_a_unified_diff_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: 2")
    assert difference(outcome(path, "a: 1\nb: 2", finding(8, 9, "3"))) == (
        f"--- {path}\n+++ {path}\n@@ -1,2 +1,2 @@\n a: 1\n"
        "-b: 2\n\\ No newline at end of file\n+b: 3\n\\ No newline at end of file\n"
    )
    assert path.read_text() == "a: 1\nb: 2"


# Rounds


def _shorter_title(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    for entry in inventory.forms:
        if len(entry.model.title) > 1:
            yield entry.problem("title", "too long", entry.model.title[1:])


@pytest.fixture
def rule(monkeypatch: pytest.MonkeyPatch) -> str:
    made = Rule("TT801", "shorter-title", Severity.WARNING, "", _shorter_title)
    monkeypatch.setitem(RULES, made.name, made)
    return made.name


def inventory(folder: Path, title: str) -> Path:
    path = folder / "forms.yaml"
    path.write_text(f"timetax: 1\nforms:\n  - id: a\n    title: {title} # why\n    agency: A\n")
    return path


def test_fixes_that_bring_others_about_are_put_in_round_by_round(tmp_path: Path, rule: str) -> None:
    path = inventory(tmp_path, "abcd")
    left, count = fix([path], Config(select=(rule,)))
    assert (left.findings, count) == ((), 3)
    assert "title: d # why\n" in path.read_text()


def test_the_rounds_come_to_an_end(tmp_path: Path, rule: str) -> None:
    left, count = fix([inventory(tmp_path, "a" * 50)], Config(select=(rule,)))
    assert count == 10
    assert [each.rule for each in left.findings] == [rule]


def test_what_is_suppressed_is_not_mended(tmp_path: Path, rule: str) -> None:
    path = inventory(tmp_path, "abcd # timetax: ignore[TT801] its name")
    before = path.read_text()
    assert fix([path], Config(select=(rule,)))[1] == 0
    assert path.read_text() == before


def test_after_all_fixes_nothing_is_left_to_fix(tmp_path: Path, rule: str) -> None:
    path = inventory(tmp_path, "abcd")
    fix([path], Config(select=(rule,)))
    assert difference(run([path], Config(select=(rule,)))) == ""

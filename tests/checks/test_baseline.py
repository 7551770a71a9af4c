import json
from collections import Counter
from pathlib import Path

import pytest

from timetax.checks.baseline import known, new, write_baseline
from timetax.checks.config import Config
from timetax.checks.fingerprint import fingerprints
from timetax.checks.run import run
from timetax.findings import Finding, InputError, Position

FORM = (
    "  - {{id: {0}, title: T, agency: A, responses: 60, minutes_per_response: 60, "
    "published_hours: 90}}\n"
)
MISSED = ("TT101",)


def finding(file: str, message: str, rule: str = "published-hours-missed") -> Finding:
    return Finding(Position(file, 1, 1), rule, message, subject="form")


def forms(folder: Path, *ids: str) -> Path:
    path = folder / "forms.yaml"
    path.write_text("timetax: 1\nforms:\n" + "".join(FORM.format(each) for each in ids))
    return path


def test_known_findings_are_kept_out_and_new_ones_are_not(tmp_path: Path) -> None:
    path, baseline = forms(tmp_path, "a"), tmp_path / "known.json"
    write_baseline(baseline, run([path], Config(select=MISSED)).findings)
    forms(tmp_path, "new", "a")
    outcome = run([path], Config(select=MISSED, baseline=baseline))
    assert [each.subject for each in outcome.findings] == ["new"]
    assert outcome.known == 1


def test_a_mended_finding_drops_off_when_the_baseline_is_written_anew(tmp_path: Path) -> None:
    path, baseline = forms(tmp_path, "a", "b"), tmp_path / "known.json"
    write_baseline(baseline, run([path], Config(select=MISSED)).findings)
    forms(tmp_path, "b")
    assert run([path], Config(select=MISSED, baseline=baseline)).findings == ()
    write_baseline(baseline, run([path], Config(select=MISSED)).findings)
    assert known(baseline).total() == 1


def test_one_entry_keeps_out_one_of_two_equal_findings() -> None:
    twice = [finding("a.yaml", "m"), finding("a.yaml", "m")]
    assert len(new(twice, Counter(fingerprints(twice[:1])))) == 1
    assert new(twice, Counter(fingerprints(twice))) == []


def test_a_baseline_reads_well_and_is_sorted(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    found = [finding("b.yaml", "é"), finding("a.yaml", "z"), finding("a.yaml", "y")]
    write_baseline(path, found)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["timetax_baseline"] == 1
    assert [(each["file"], each["message"]) for each in content["findings"]] == [
        ("a.yaml", "y"),
        ("a.yaml", "z"),
        ("b.yaml", "é"),
    ]
    assert path.read_text(encoding="utf-8").splitlines()[:9] == [
        "{",
        '  "timetax_baseline": 1,',
        '  "findings": [',
        "    {",
        f'      "fingerprint": "{fingerprints(found)[2]}",',
        '      "code": "TT101",',
        '      "name": "published-hours-missed",',
        '      "file": "a.yaml",',
        '      "message": "y"',
    ]


def test_the_order_of_findings_does_not_change_a_byte(tmp_path: Path) -> None:
    found = [finding("b.yaml", "x"), finding("a.yaml", "z"), finding("a.yaml", "z")]
    write_baseline(tmp_path / "1.json", found)
    write_baseline(tmp_path / "2.json", reversed(found))
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


def test_mistakes_of_parsing_are_never_known(tmp_path: Path) -> None:
    broken = [finding("a.yaml", "m", "syntax")]
    write_baseline(tmp_path / "known.json", broken)
    assert known(tmp_path / "known.json") == Counter()
    assert new(broken, Counter(fingerprints(broken))) == broken


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", ":1:2: error: not valid JSON; it must be"),
        ("[]", ":1:1: error: there is no 'timetax_baseline' in it"),
        ('{\n "timetax_baseline": 2}', ":2:22: error: timetax_baseline: this program reads"),
        ('{"timetax_baseline": 1}', ":1:1: error: findings: must be a list of findings"),
        (
            '{"timetax_baseline": 1, "findings": [\n  {"fingerprint": "a"},\n  {"x": 1}]}',
            ":3:3: error: findings[1]: has no fingerprint, which is a text",
        ),
        ("[" * 100_000, ": error: nested too deep"),
    ],
)
def test_a_bad_baseline_is_an_input_error_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "known.json"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        known(path)
    assert str(caught.value).removeprefix(str(path)).startswith(message)


def test_a_baseline_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read: No such file .* --update-baseline"):
        run([forms(tmp_path, "a")], Config(baseline=tmp_path / "none.json"))


def test_a_baseline_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "known.json").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_baseline(tmp_path / "known.json", [])
    assert [each.name for each in tmp_path.iterdir()] == ["known.json"]

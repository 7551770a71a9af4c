import csv
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests.write.roads import catalogue_of
from timetax.write.convert import convert
from timetax.write.formats.csv import as_csv
from timetax.write.formats.yaml import as_yaml

FORM = {"id": "a", "title": "A form", "agency": "B"}


def made(**keys: object) -> timetax.Catalogue:
    return catalogue_of({"timetax": "1", "forms": [FORM | keys]})


def yaml_of(**keys: object) -> str:
    return as_yaml(made(**keys)).decode()


def test_the_format_follows_from_the_ending_unless_one_is_given(tmp_path: Path) -> None:
    convert(made(), tmp_path / "a.CSV")
    convert(made(), tmp_path / "a.txt", "csv")
    assert (tmp_path / "a.CSV").read_bytes() == (tmp_path / "a.txt").read_bytes() == as_csv(made())


@pytest.mark.parametrize(
    ("name", "fmt", "message"),
    [
        ("a.doc", None, "a.doc: error: the ending '.doc' names no format; use .yaml"),
        ("a", None, "a: error: no ending names no format; use .yaml"),
        ("a.csv", "tsv", "format: error: unknown format 'tsv'; use yaml, csv, parquet, xlsx"),
    ],
)
def test_a_format_that_is_not_known_is_refused(
    name: str, fmt: str | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(timetax.InputError) as error:
        convert(made(), tmp_path / name, fmt)
    assert message in str(error.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("fmt", "extra"), [("parquet", "parquet"), ("xlsx", "excel")])
def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    fmt: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timetax.write.convert.find_spec", lambda name: None)
    with pytest.raises(timetax.InputError, match=rf"pip install 'timetax\[{extra}\]'"):
        convert(made(), tmp_path / f"a.{fmt}")


@pytest.mark.parametrize("suffix", ["yaml", "csv", "parquet", "xlsx"])
def test_a_file_stays_as_it_was_when_writing_fails(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"forms.{suffix}"
    path.write_text("before")

    opened = Path.open

    def full(self: Path, mode: str = "r", **options: Any) -> Any:
        if mode != "wb":
            return opened(self, mode, **options)
        with opened(self, mode) as file:
            file.write(b"half a fi")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(timetax.InputError, match="cannot be written: No space left"):
        convert(made(), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_spreadsheet_finds_no_formula_in_a_csv_file() -> None:
    texts = ["=1+1", "+1", "-x", "@SUM(A1)", "'=1"]
    forms = [FORM | {"id": text, "title": text, "life_events": [text]} for text in texts]
    forms[0] |= {"published_change": "-12"}
    data = as_csv(catalogue_of({"timetax": "1", "forms": forms})).decode()
    cells = [cell for row in csv.reader(data.splitlines()) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == ["-12"]
    assert "''=1" in cells


def test_csv_cannot_hold_control_characters_and_the_other_formats_can(tmp_path: Path) -> None:
    catalogue = made(note="a\x07b\x00c\x7fd\x9fe")
    for name in ("forms.yaml", "forms.parquet"):
        convert(catalogue, tmp_path / name)
        assert timetax.load(tmp_path / name).forms == catalogue.forms
    with pytest.raises(timetax.InputError, match=r"line 3 .* U\+0007; YAML and Parquet can hold"):
        convert(catalogue, tmp_path / "forms.csv")
    assert not (tmp_path / "forms.csv").exists()


def test_figures_have_the_fewest_digits_that_give_them_back() -> None:
    text = yaml_of(responses="1_200.0", respondents="0.1", published_change="-1/3")
    assert "responses: 1200\n" in text
    assert "respondents: 0.1\n" in text
    assert "published_change: -0.3333333333333333\n" in text


def test_texts_that_yaml_may_read_as_something_else_stand_in_quotes() -> None:
    for text in ("0503", "no", "12:30", "1e3", "~", "2024-06-30", "0o17", "y"):
        assert f'title: "{text}"\n' in yaml_of(title=text)
    for text in ("1405-0004", "DS-11", "a, b", "it's", "Stadt Köln", "🐕", "none"):
        assert f"title: {text}\n" in yaml_of(title=text)


def test_short_lists_and_mappings_stand_on_one_line() -> None:
    text = yaml_of(
        life_events={"birth": "0.4", "moving": "0.6"},
        affected_public=["individuals", "federal"],
        basis={"online": "inferred"},
        minutes_per_response={"low": "10", "likely": "15", "high": "30.5"},
        online="none",
        expires="2026-01-31",
    )
    for line in (
        "life_events: {birth: 0.4, moving: 0.6}",
        "affected_public: [individuals, federal]",
        "minutes_per_response: {low: 10, likely: 15, high: 30.5}",
        "basis: {online: inferred}",
        "expires: 2026-01-31",
    ):
        assert f"\n    {line}\n" in text


def test_long_texts_are_folded_and_paragraphs_kept() -> None:
    text = yaml_of(note="so many words " * 20 + "end", title="one\n\ntwo")
    assert "    note: >-\n      so many words" in text
    assert "    title: |-\n      one\n\n      two\n" in text
    assert max(map(len, text.splitlines())) <= 100

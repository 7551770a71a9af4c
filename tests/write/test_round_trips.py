from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import bundled
from tests.write.made import AWKWARD, values
from tests.write.roads import EXAMPLES, assert_same_totals, catalogue_of, content
from timetax.write.convert import convert

LOSSLESS = ("forms.yaml", "forms.csv", "forms.parquet", "forms.xlsx")


def through(catalogue: timetax.Catalogue, folder: Path) -> timetax.Catalogue:
    before = catalogue
    for name in (*LOSSLESS, "again.yaml"):
        convert(before, folder / name)
        after = timetax.load(folder / name)
        assert content(after) == content(catalogue)
        assert (after.forms, after.requests) == (catalogue.forms, catalogue.requests)
        before = after
    assert (folder / "again.yaml").read_bytes() == (folder / "forms.yaml").read_bytes()
    return before


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_goes_through_all_lossless_formats_unchanged(path: Path, tmp_path: Path) -> None:
    catalogue = timetax.load(path)
    assert_same_totals(catalogue, through(catalogue, tmp_path))


def test_the_bundled_catalogue_goes_through_all_lossless_formats_unchanged(tmp_path: Path) -> None:
    catalogue = bundled()
    assert_same_totals(catalogue, through(catalogue, tmp_path))


@given(value=values(), fields=st.sets(st.sampled_from(timetax.FIELDS), min_size=2, max_size=2))
def test_whatever_a_catalogue_holds_goes_through_all_lossless_formats_unchanged(
    value: dict[str, Any], fields: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    catalogue = catalogue_of(value)
    assert_same_totals(catalogue, through(catalogue, tmp_path_factory.mktemp("made")), fields)


@pytest.mark.parametrize("text", sorted({text.strip() for text in AWKWARD}), ids=lambda t: t[:12])
def test_an_awkward_text_survives_wherever_it_stands(text: str, tmp_path: Path) -> None:
    other = f"{text} too"
    form = {"title": text, "agency": text, "note": text, "source": {"title": text, "url": text}}
    forms = [
        {"id": text, **form, "life_events": [text]},
        {"id": "a", **form, "life_events": {text: "0.5", other: "0.25"}, "overlaps": {text: text}},
        {"id": "b", **form, "life_events": [text, other], "overlaps": [text, "a"]},
    ]
    value = {"timetax": "1", "title": text, "description": text, "currency": text, "forms": forms}
    through(catalogue_of(value), tmp_path)


def test_agencies_that_forms_imply_anyway_are_not_written(tmp_path: Path) -> None:
    made = catalogue_of({"timetax": "1", "forms": [{"id": "a", "title": "A", "agency": "B"}]})
    convert(made, tmp_path / "forms.yaml")
    assert (tmp_path / "forms.yaml").read_text() == (
        "timetax: 1\ncurrency: USD\n\nforms:\n  - id: a\n    title: A\n    agency: B\n"
    )


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_same_catalogue_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    catalogue = bundled()
    convert(catalogue, tmp_path / name)
    first = (tmp_path / name).read_bytes()
    convert(timetax.load(), tmp_path / name)
    assert (tmp_path / name).read_bytes() == first


def test_yaml_reads_the_same_where_libyaml_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timetax.write.formats.yaml._Dumper", yaml.SafeDumper)
    forms = [
        {
            "id": text,
            "title": text,
            "agency": text,
            "life_events": [text],
            "note": f"{text} b " * 20,
        }
        for text in dict.fromkeys(text.strip() for text in AWKWARD)
    ]
    catalogue = catalogue_of({"timetax": "1", "forms": forms})
    convert(catalogue, tmp_path / "forms.yaml")
    assert content(timetax.load(tmp_path / "forms.yaml")) == content(catalogue)

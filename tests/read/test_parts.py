"""A catalogue may stand in parts that its head names: whoever reads the head reads them all."""

from pathlib import Path

import pytest

import timetax
from timetax.read.inputs import Blob
from timetax.read.to_catalogue import draft

HEAD = """\
timetax: 1
title: In parts
parts: [{parts}]
agencies: [{{id: A, name: Agency}}]
"""
PART = """\
timetax: 1
forms:
  - {{id: {id}, title: T, agency: A, responses: 60, minutes_per_response: 60}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    for name in "yx":
        (tmp_path / "forms" / f"{name}.yaml").write_text(PART.format(id=name), encoding="utf-8")
    return tmp_path


def head_of(folder: Path, parts: str) -> Path:
    path = folder / "forms.yaml"
    path.write_text(HEAD.format(parts=parts), encoding="utf-8")
    return path


def ids(*paths: str | Path) -> list[str]:
    return [form.id for form in timetax.load(*paths).forms]


@pytest.mark.parametrize("parts", ["forms", "forms/x.yaml, forms/y.yaml", "forms/", "./forms"])
def test_the_head_stands_for_all_of_them(folder: Path, parts: str) -> None:
    assert ids(head_of(folder, parts)) == ["x", "y"]


def test_what_is_named_twice_is_read_once(folder: Path) -> None:
    head = head_of(folder, "forms, forms/x.yaml")
    assert ids(head, folder / "forms" / "x.yaml") == ["x", "y"]
    assert sorted(ids(folder)) == ["x", "y"]


def test_a_part_alone_is_a_catalogue_of_its_own(folder: Path) -> None:
    assert ids(folder / "forms" / "x.yaml") == ["x"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ("../forms", r"'../forms' is not in the folder of this file or below it"),
        ("/etc", r"'/etc' is not in the folder of this file"),
        ("forms/x.csv", r"'forms/x.csv' is no part of a catalogue: name a .yaml file or a folder"),
        (".hidden", r"'.hidden' is no part of a catalogue"),
        ("gone.yaml", r"gone.yaml: error: cannot be read: No such file"),
        ("gone", r"gone: error: cannot be read: No such file"),
        ("{a: b}", r"forms.yaml:3:9"),
    ],
)
def test_a_part_that_is_none_is_refused_with_its_place(
    folder: Path, parts: str, message: str
) -> None:
    with pytest.raises(timetax.InputError, match=message):
        timetax.load(head_of(folder, parts))


def test_a_part_names_no_parts_of_its_own(folder: Path) -> None:
    (folder / "forms" / "z.yaml").write_text(HEAD.format(parts="more"), encoding="utf-8")
    with pytest.raises(
        timetax.InputError, match=r"z.yaml:3:1: error: a part names no parts of its own"
    ):
        timetax.load(head_of(folder, "forms"))


def test_a_link_that_leads_out_of_the_folder_is_read_as_any_file_is(folder: Path) -> None:
    (folder / "z.yaml").write_text(PART.format(id="z"), encoding="utf-8")
    (folder / "forms" / "z.yaml").symlink_to(folder / "z.yaml")
    assert ids(head_of(folder, "forms")) == ["x", "y", "z"]


def test_bytes_that_name_parts_are_refused_without_them(folder: Path) -> None:
    head = Blob("a:forms.yaml", HEAD.format(parts="forms").encode())
    part = Blob("a:forms/x.yaml", PART.format(id="x").encode())
    assert [form.id for form in timetax.load(head, part).forms] == ["x"]
    with pytest.raises(timetax.InputError, match=r"its part 'forms' is not given with it"):
        timetax.load(head)


def test_what_is_wrong_in_a_part_is_told_with_its_place(folder: Path) -> None:
    (folder / "forms" / "x.yaml").write_text(
        PART.format(id="x").replace("60}", "-1}"), encoding="utf-8"
    )
    made = draft(head_of(folder, "forms"))
    assert [(Path(each.position.file).name, each.position.line) for each in made.findings] == [
        ("x.yaml", 3)
    ]
    assert [form.id for form in made.catalogue.forms] == ["y"]

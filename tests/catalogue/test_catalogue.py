import codecs
import gc
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.console import ROOT, run
from timetax.bundle import bundled
from timetax.catalogue.catalogue import Catalogue
from timetax.findings import InputError, Position
from timetax.read.to_catalogue import load

DOG = """\
timetax: 1
forms:
  - id: dog-licence
    title: Application for a dog licence
    agency: City of Springfield
    life_events: [getting-a-pet]
    respondents: 12_000
    minutes_per_response: 15
"""
CAT = """\
timetax: 1
title: Cats
forms:
  - {id: cat-licence, title: Cat licence, agency: City of Springfield}
  - {id: cat-tag, title: Cat tag, agency: Cat Office, life_events: [getting-a-cat]}
"""


def written(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def loaded(folder: Path, *texts: str) -> Catalogue:
    """Return the catalogue of files a.yaml, b.yaml, ... with these texts."""
    return load(*(written(folder / f"{x}.yaml", t) for x, t in zip("abcd", texts, strict=False)))


def mistakes(folder: Path, *texts: str) -> list[str]:
    with pytest.raises(InputError) as error:
        loaded(folder, *texts)
    return [str(finding).replace(f"{folder}{os.sep}", "") for finding in error.value.findings]


# What a catalogue holds


def test_a_plain_catalogue_is_all_that_is_needed(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, DOG)
    (form,) = catalogue.forms
    assert (form.id, form.respondents, form.minutes_per_response) == ("dog-licence", 12_000, 15)
    assert catalogue.agencies["City of Springfield"].name == "City of Springfield"
    assert catalogue.life_events["getting-a-pet"].name == "getting-a-pet"
    assert (catalogue.title, catalogue.description, catalogue.currency) == (None, None, "USD")


def test_agencies_and_life_events_by_name_come_in_the_order_of_the_forms(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, DOG, CAT)
    assert list(catalogue.agencies) == ["City of Springfield", "Cat Office"]
    assert list(catalogue.life_events) == ["getting-a-pet", "getting-a-cat"]


def test_declared_agencies_and_life_events_come_in_the_order_of_their_declaration(
    tmp_path: Path,
) -> None:
    text = (
        "timetax: 1\n"
        "agencies: [{id: Z, name: Last}, {id: A, name: First}]\n"
        "life_events: [{id: y, name: Late}, {id: b, name: Early}]\n"
        "forms: [{id: f, title: F, agency: A, life_events: [b]}]\n"
    )
    catalogue = loaded(tmp_path, text)
    assert [agency.name for agency in catalogue.agencies.values()] == ["Last", "First"]
    assert [event.name for event in catalogue.life_events.values()] == ["Late", "Early"]


def test_text_that_looks_like_something_else_stays_as_it_was_written(tmp_path: Path) -> None:
    text = (
        "timetax: 1\nagencies: [{id: no, name: 12:30, code: 0503}]\n"
        "forms: [{id: yes, title: 1e6, agency: no, form_number: 0010, excluded: no}]\n"
    )
    catalogue = loaded(tmp_path, text)
    (form,) = catalogue.forms
    assert (form.id, form.title, form.agency) == ("yes", "1e6", "no")
    assert (form.form_number, form.excluded) == ("0010", "no")
    assert (catalogue.agencies["no"].name, catalogue.agencies["no"].code) == ("12:30", "0503")


def test_forms_that_share_keys_by_a_merge_are_forms_of_their_own(tmp_path: Path) -> None:
    text = (
        "timetax: 1\nforms:\n"
        "  - &dog {id: dog, title: Dog, agency: City, respondents: 5}\n"
        "  - {<<: *dog, id: cat, title: Cat}\n"
    )
    dog, cat = loaded(tmp_path, text).forms
    assert (dog.id, dog.title) == ("dog", "Dog")
    assert (cat.id, cat.title, cat.agency, cat.respondents) == ("cat", "Cat", "City", 5)


def test_life_events_that_were_merged_come_in_the_same_order_in_every_run(tmp_path: Path) -> None:
    text = (
        "timetax: 1\nforms:\n"
        "  - {id: a, title: A, agency: X, life_events: &x {p: 0, q: 0, r: 0, s: 0, t: 0}}\n"
        "  - {id: b, title: B, agency: X, life_events: {<<: *x, u: 0}}\n"
    )
    path = written(tmp_path / "a.yaml", text)
    code = f"from timetax import load; print(load({str(path)!r}).forms[1].life_events)"
    outputs = {
        subprocess.check_output(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, cwd=ROOT
        )
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# Several files


def test_several_files_are_one_catalogue_in_their_order(tmp_path: Path) -> None:
    assert [form.id for form in loaded(tmp_path, CAT, DOG).forms] == [
        "cat-licence",
        "cat-tag",
        "dog-licence",
    ]


def test_a_directory_is_one_catalogue(tmp_path: Path) -> None:
    loaded(tmp_path, DOG, CAT)
    assert [form.id for form in load(tmp_path).forms] == ["dog-licence", "cat-licence", "cat-tag"]


def test_titles_and_descriptions_of_several_files_are_joined_once_each(tmp_path: Path) -> None:
    catalogue = loaded(
        tmp_path,
        "timetax: 1\ntitle: Cats\ndescription: All.\n",
        "timetax: 1\n",
        "timetax: 1\ntitle: Dogs\ndescription: All.\n",
    )
    assert (catalogue.title, catalogue.description) == ("Cats · Dogs", "All.")


def test_the_currency_is_that_of_the_files(tmp_path: Path) -> None:
    text = "timetax: 1\ncurrency: CAD\n"
    assert loaded(tmp_path, text, text).currency == "CAD"


def test_currencies_that_differ_are_an_error(tmp_path: Path) -> None:
    first, second = "timetax: 1\ncurrency: USD\n", "timetax: 1\ncurrency: CAD\n"
    assert mistakes(tmp_path, first, second) == [
        "b.yaml:2:11: error: currency: 'CAD' is not the 'USD' of a.yaml [value]"
    ]


def test_an_id_that_two_files_give_is_an_error_that_names_both_places(tmp_path: Path) -> None:
    assert mistakes(tmp_path, DOG, CAT.replace("cat-tag", "dog-licence")) == [
        "b.yaml:5:10: error: the id 'dog-licence' is given twice (first at a.yaml:3:9) "
        "[duplicate-id]"
    ]


def test_an_agency_declared_in_one_file_binds_the_forms_of_all(tmp_path: Path) -> None:
    agencies = "timetax: 1\nagencies: [{id: Cat Office, name: Cat Office}]\n"
    assert mistakes(tmp_path, DOG, agencies) == [
        "a.yaml:5:13: error: agency: 'City of Springfield' is not declared under `agencies:` "
        "[reference]"
    ]


# Mistakes


def test_findings_come_in_the_order_of_the_files_and_of_their_lines(tmp_path: Path) -> None:
    repeated = "timetax: 1\nforms:\n  - {id: a, title: T, agency: A}\ntitel: T\n"
    found = mistakes(tmp_path, repeated, "timetax: 2\n", f"{repeated}currency: [USD]\n")
    assert [message.split(" ")[0] for message in found] == [
        "a.yaml:4:1:",
        "b.yaml:1:10:",
        "c.yaml:3:10:",
        "c.yaml:4:1:",
        "c.yaml:5:11:",
    ]


def test_a_file_that_breaks_off_keeps_its_place_among_the_findings(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        "timetax: 2\n",
        "a: !x 1\n\n\nb: [\n",
        "timetax: 1\nc: '\n",
        "timetax: 3\n",
    )
    assert [message.split(":")[0] for message in found] == [
        "a.yaml",
        "b.yaml",
        "b.yaml",
        "c.yaml",
        "d.yaml",
    ]


def test_a_missing_file_does_not_hide_the_mistakes_of_the_others(tmp_path: Path) -> None:
    bad = written(tmp_path / "bad.yaml", "timetax: 2\n")
    with pytest.raises(InputError) as error:
        load(tmp_path / "missing.yaml", bad)
    assert [finding.rule for finding in error.value.findings] == ["input", "value"]


def test_the_error_says_every_finding_on_a_line_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        loaded(tmp_path, "timetax: 2\ntitel: T\n")
    assert str(error.value).splitlines() == [str(finding) for finding in error.value.findings]


def test_several_mistakes_of_one_place_come_in_the_same_order_every_time(tmp_path: Path) -> None:
    text = "timetax: 1\nforms:\n  - note: n\n"
    assert mistakes(tmp_path, text) == [
        "a.yaml:3:5: error: the key 'id' is missing [missing-key]",
        "a.yaml:3:5: error: the key 'title' is missing [missing-key]",
        "a.yaml:3:5: error: the key 'agency' is missing [missing-key]",
    ]


# Memory


@contextmanager
def memory_below(limit: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < limit


def test_a_long_text_that_many_aliases_repeat_does_not_fill_the_memory(tmp_path: Path) -> None:
    forms = "".join(f"  - {{id: f{i}, title: *t, agency: A}}\n" for i in range(1_000))
    text = f"timetax: 1\ntitle: &t '{'x' * 100_000} '\nforms:\n{forms}"
    with memory_below(20_000_000), suppress(InputError):
        loaded(tmp_path, text)


def test_a_long_mistake_that_many_aliases_repeat_does_not_fill_the_memory(tmp_path: Path) -> None:
    forms = "".join(f"  - {{id: f{i}, title: T, agency: *t}}\n" for i in range(500))
    text = f"timetax: 1\ntitle: &t '{'x' * 20_000}'\nagencies: []\nforms:\n{forms}"
    with memory_below(5_000_000), suppress(InputError):
        loaded(tmp_path, text)


def test_the_garbage_collector_works_again_after_a_load_and_after_one_that_fails(
    tmp_path: Path,
) -> None:
    assert gc.isenabled()
    loaded(tmp_path, DOG)
    assert gc.isenabled()
    mistakes(tmp_path, "timetax: 2\n")
    assert gc.isenabled()


def test_a_garbage_collector_that_was_off_stays_off(tmp_path: Path) -> None:
    gc.disable()
    try:
        loaded(tmp_path, DOG)
        assert not gc.isenabled()
    finally:
        gc.enable()


# Positions and departments


def test_a_form_has_the_position_where_it_begins_in_its_own_file(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, DOG, "timetax: 1\n", CAT)
    assert catalogue.position("dog-licence") == Position(str(tmp_path / "a.yaml"), 3, 5)
    assert catalogue.position("cat-licence") == Position(str(tmp_path / "c.yaml"), 4, 5)
    assert catalogue.position("cat-tag") == Position(str(tmp_path / "c.yaml"), 5, 5)


def test_the_position_of_an_unknown_form_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="bee-licence"):
        loaded(tmp_path, DOG).position("bee-licence")


def test_the_department_is_the_agency_at_the_top_of_the_parents(tmp_path: Path) -> None:
    catalogue = loaded(
        tmp_path,
        "timetax: 1\nagencies: [{id: CAGE, name: Cage, parent: POUND}, {id: CITY, name: City}]\n",
        "timetax: 1\nagencies: [{id: POUND, name: Pound, parent: CITY}]\n",
    )
    assert catalogue.department("CAGE").id == "CITY"
    assert catalogue.department("POUND").id == "CITY"


def test_an_agency_without_a_parent_is_its_own_department(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, DOG)
    assert catalogue.department("City of Springfield").name == "City of Springfield"


def test_without_a_path_the_bundled_catalogue_is_loaded() -> None:
    catalogue = load()
    assert Path(catalogue.files[0].file.name).samefile(bundled())
    assert catalogue.forms == load(bundled()).forms


# What the command line makes of it


def test_a_mistake_ends_with_exit_code_2_the_findings_on_stderr_and_nothing_on_stdout(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "a.yaml", DOG.replace("12_000", "12,000").replace("title:", "titel:"))
    done = run(f"timetax report {path}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        f"{path}:3:5: error: the key 'title' is missing [missing-key]",
        f"{path}:4:5: error: unknown key 'titel'; did you mean 'title'? [unknown-key]",
        f"{path}:7:18: error: respondents: '12,000' has thousands commas; "
        "write 12000 or 12_000 [value]",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"",
            ":1:1: error: the file is empty; "
            "a catalogue is a mapping that begins with `timetax: 1` [schema]",
        ),
        (
            b"\x7fELF\x02\x01\x01\x00",
            ":1:8: error: a NUL: this is a binary file (or UTF-16 without its mark), "
            "not YAML text [encoding]",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00",
            ":1:1: error: not UTF-8 text: byte 0x89 has no meaning here; "
            "save the file as UTF-8 [encoding]",
        ),
        (
            b"timetax: 1\nforms: " + b"[" * 10_000,
            ":2:107: error: nested more than 100 levels deep [syntax]",
        ),
        (
            b"timetax: 1\ntitle: a\xc2\x80b\n",
            ":2:9: error: control character U+0080; take it out [encoding]",
        ),
    ],
    ids=["empty", "binary with a NUL", "binary without", "deep", "control character of Unicode"],
)
def test_a_file_that_no_one_meant_as_a_catalogue_gives_no_traceback(
    data: bytes, message: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.yaml", data)
    done = run(f"timetax report {path}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{path}{message}\n"


def test_a_missing_file_and_a_directory_without_yaml_are_both_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(f"timetax report {tmp_path / 'missing.yaml'} {tmp_path / 'empty'}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert sorted(done.stderr.splitlines()) == [
        f"{tmp_path / 'empty'}: error: this directory holds no .yaml file [input]",
        f"{tmp_path / 'missing.yaml'}: error: cannot be read: No such file or directory [input]",
    ]


@pytest.mark.parametrize(
    ("mark", "encoding", "line_end"),
    [(codecs.BOM_UTF8, "utf-8", "\r\n"), (codecs.BOM_UTF16_LE, "utf-16-le", "\r\n")],
    ids=["utf-8 with a mark", "utf-16"],
)
def test_a_catalogue_saved_by_a_windows_editor_is_read(
    mark: bytes, encoding: str, line_end: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    written(path, mark + DOG.replace("\n", line_end).encode(encoding))
    assert "3,000 hours" in run(f"timetax report {path}").stdout
    written(path, mark + DOG.replace("12_000", "-1").replace("\n", line_end).encode(encoding))
    assert run(f"timetax report {path}").stderr == (
        f"{path}:7:18: error: respondents: '-1' is negative [value]\n"
    )


def test_a_minus_is_standard_input_and_is_merged_with_files(tmp_path: Path) -> None:
    path = written(tmp_path / "a.yaml", CAT)
    done = run(f"timetax forms -c {path} -c - --format csv", stdin=DOG)
    assert done.stderr == ""
    assert "dog-licence" in done.stdout
    assert "cat-licence" in done.stdout


def test_a_mistake_in_standard_input_has_a_position_there() -> None:
    done = run("timetax report -", stdin=DOG.replace("15", "a quarter of an hour"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "<stdin>:8:27: error: minutes_per_response: 'a quarter of an hour' is not a number; "
        "leave the field out if unknown [value]\n"
    )

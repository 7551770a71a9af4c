import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console import ROOT, run, run_in_turn, shown

PLAIN = "tests/examples/good/dog-licence.yaml"


def test_the_report_of_the_bundled_catalogue_needs_no_argument() -> None:
    done = run("timetax report")
    assert done.returncode == 0
    assert "6.33 billion hours a year on 319 forms" in done.stdout


def test_the_json_report_has_the_stated_keys_and_raw_numbers() -> None:
    report = json.loads(run("timetax report --format json").stdout)
    assert report["timetax_report"] == 1
    assert report["total"]["forms"] == 319
    assert report["total"]["not_estimated"] == 0
    assert report["total"]["excluded"] == 94
    assert round(report["total"]["burden_hours"]) == 6_334_698_875
    assert report["total"]["responses"] > 0
    for section in report["sections"]:
        assert section["rows"]
        assert isinstance(section["notes"], list)
        assert set(section["by"]) <= set(section["rows"][0])
    agencies = report["sections"][1]
    assert agencies["by"] == ["department", "agency"]
    assert {"forms", "responses", "burden_hours"} <= set(agencies["rows"][0])


def test_json_rows_of_agencies_add_up_to_the_total() -> None:
    report = json.loads(run("timetax report --by agency --format json").stdout)
    (section,) = report["sections"]
    assert sum(row["forms"] for row in section["rows"]) == report["total"]["forms"]
    hours = sum(row["burden_hours"] for row in section["rows"])
    assert hours == pytest.approx(report["total"]["burden_hours"], rel=1e-14)


def test_csv_is_one_header_and_one_table_for_the_fields_asked_for() -> None:
    done = run("timetax report --by agency,life_event --format csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len({tuple(row) for row in rows}) == 1
    assert {"agency", "life_event", "forms", "responses", "burden_hours"} <= set(rows[0])
    assert float(rows[0]["burden_hours"]) > 1e9


def test_text_and_json_show_the_same_number() -> None:
    report = json.loads(run("timetax report --by department --format json").stdout)
    assert f"{report['sections'][0]['rows'][0]['burden_hours'] / 1e9:.2f} billion" in (
        run("timetax report --by department").stdout
    )


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("command", ["report", "explain irs-1040", "forms", "report --by agency"])
def test_text_keeps_within_the_width_of_the_terminal(width: int, command: str) -> None:
    done = run(f"COLUMNS={width} timetax {command}")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= width


def test_piped_output_has_no_colour() -> None:
    assert "\x1b" not in run("timetax report").stdout


def test_colour_can_be_asked_for() -> None:
    assert "\x1b[1m" in run("timetax report --color always").stdout


@pytest.mark.parametrize(
    ("settings", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colour_unless_it_asks_for_none(
    settings: dict[str, str], colored: bool
) -> None:
    output = shown(f"timetax report {PLAIN}", settings)
    assert "3,000 hours" in output
    assert ("\x1b[" in output) is colored


def test_a_reader_that_stops_early_is_no_error() -> None:
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m timetax report | head -1",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_terminal_without_unicode_gets_the_report_all_the_same() -> None:
    done = run("PYTHONIOENCODING=ascii timetax report")
    assert done.returncode == 0
    assert "6.33 billion hours" in done.stdout


def test_the_output_file_is_written_whole_in_the_format_of_its_name(tmp_path: Path) -> None:
    for name, beginning in (
        ("r.json", "{"),
        ("r.csv", "department,"),
        ("r.md", "# "),
        ("r.txt", "A selection"),
    ):
        assert run(f"timetax report --output {tmp_path / name}").returncode == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_failed_run_leaves_the_old_output_file_alone(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("old")
    assert run(f"timetax report --by nonsense --output {tmp_path / 'r.json'}").returncode == 2
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_an_output_file_that_cannot_be_written_is_an_error_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    done = run(f"timetax report --output {tmp_path / 'missing' / 'r.json'}")
    assert done.returncode == 2
    assert "cannot be written: No such file or directory" in done.stderr
    (tmp_path / "folder").mkdir()
    done = run(f"timetax report --output {tmp_path / 'folder'}")
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("report --by nonsense", "--by: error: unknown field 'nonsense'; the fields are form,"),
        ("report --by ''", "--by: error: unknown field ''"),
        ("report --by agency,agency", "--by: error: give different fields, not agency, agency"),
        ("report --where agncy=IRS", "unknown field 'agncy'; did you mean 'agency'?"),
        ("report --where agency", "write it as FIELD=VALUE"),
        ("report --where agency=IRZ", "no form has agency 'IRZ'; did you mean 'IRS'?"),
        ("report --top 0", "--top: error: the number of rows must be 1 or more, not 0"),
        ("report --sort nonsense", "sort: error: unknown column 'nonsense'; there are"),
        ("report no-such-file.yaml", "no-such-file.yaml: error: cannot be read: No such file"),
        ("explain irs-10400", "no form has this id or number; did you mean 'irs-1040'?"),
        ("explain 1651-0111", "2 forms have it: cbp-i94, cbp-esta-all; name one"),
        ("forms --sort nonsense", "sort: error: unknown column 'nonsense'"),
        ("report --format markdwn", "none of text, markdown,"),
        ("report --format markdwn", "did you mean 'markdown'?"),
        ("report --top ten", "'ten' is no whole number"),
        ("config --today soon", "--today: error: must be a date such as"),
        ("icb --agency IRZ", "no such request is of 'IRZ'; did you mean 'IRS'?"),
        ("rule TT999", "`timetax rule --all` lists them"),
        ("report --nonsense", "No such option: --nonsense"),
        ("reprt", "No such command 'reprt'"),
    ],
)
def test_what_cannot_be_used_is_said_on_stderr_with_exit_code_2(command: str, message: str) -> None:
    done = run(f"timetax {command}")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_form_is_explained_by_its_form_number_too() -> None:
    assert run("timetax explain ds-82").stdout == run("timetax explain state-ds82").stdout


def test_several_catalogues_are_merged() -> None:
    other = "timetax: 1\nforms: [{id: cat, title: Cat, agency: City, responses: 60}]"
    report = json.loads(run(f"timetax forms -c {PLAIN} -c - -f json", stdin=other).stdout)
    assert [row["form"] for row in report["sections"][0]["rows"]] == ["dog-licence", "cat"]


def test_a_name_that_a_merged_catalogue_does_not_declare_is_an_error() -> None:
    done = run(f"timetax report data/forms.yaml {PLAIN}")
    assert done.returncode == 2
    assert f"{PLAIN}:5:13: error: agency: 'City of Springfield' is not declared" in done.stderr


def test_a_catalogue_is_read_from_standard_input() -> None:
    text = (ROOT / PLAIN).read_text(encoding="utf-8")
    assert "3,000 hours a year" in run("timetax report -", stdin=text).stdout


def test_words_search_ids_titles_numbers_agencies_and_life_events() -> None:
    for words, form in [
        ("irs-1040", "irs-1040"),
        ("passport renewal", "state-ds82"),
        ("1405-0020", "state-ds82"),
        ("consular", "state-ds82"),
        ("death family", "ssa-8"),
    ]:
        report = json.loads(run(f"timetax forms {words} --format json").stdout)
        assert form in [row["form"] for row in report["sections"][0]["rows"]]


def test_a_search_that_finds_nothing_says_so() -> None:
    done = run("timetax forms xylophone")
    assert done.returncode == 0
    assert "0 forms with 'xylophone'." in done.stdout


def test_the_list_says_which_forms_are_not_in_the_total() -> None:
    report = json.loads(run("timetax forms --format json").stdout)
    states = [row["in_total"] for row in report["sections"][0]["rows"]]
    assert (states.count("yes"), states.count("as published")) == (315, 4)
    assert states.count("left out") == 94
    assert states.count("not estimated") == 0


def test_the_version_is_that_of_the_package() -> None:
    import timetax

    assert run("timetax --version").stdout == f"timetax {timetax.__version__}\n"


def test_completion_can_be_shown_for_a_shell() -> None:
    named = "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1"  # and not looked for among processes
    done = run(f"{named} timetax --show-completion bash", cold=True)
    assert done.returncode == 0
    assert "complete" in done.stdout


def test_completion_knows_the_commands_and_formats() -> None:
    environment = os.environ | {"_TIMETAX_COMPLETE": "complete_bash", "COMP_CWORD": "1"}
    script = [str(Path(sys.executable).with_name("timetax"))]
    done = subprocess.run(
        script,
        capture_output=True,
        encoding="utf-8",
        env=environment | {"COMP_WORDS": "timetax\nre"},
        check=False,
    )
    assert done.stdout.split() == ["report"]


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        ("--help", {"pandas", "numpy", "pydantic", "yaml", "rich", "jinja2"}),
        ("--version", {"pandas", "numpy", "pydantic", "yaml", "rich", "jinja2"}),
        ("report --help", {"pandas", "numpy", "yaml", "rich", "jinja2"}),
    ],
)
def test_help_imports_none_of_the_heavy_libraries(command: str, heavy: set[str]) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['timetax', *{command.split()!r}]\n"
        "from timetax.cli.main import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        f"sys.exit(','.join({heavy!r} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_same_input_gives_the_same_bytes() -> None:
    commands = ["report --format json", "report", "forms --format csv"]
    one, other = (run_in_turn(commands, hash_seed=seed) for seed in (1, 2))
    assert one == other
    assert "The heaviest forms" in one


HOSTILE = r"""
timetax: 1
forms:
  - id: "=1+2|x"
    title: "\e[31mred\e[0m [bold]bold[/bold] <b>|pipe|</b>\r\u202eback"
    agency: "@agency"
    life_events: ["*emphasis*"]
    respondents: 10
    minutes_per_response: 6
"""


def test_text_from_a_catalogue_cannot_steer_the_terminal() -> None:
    for command in ("report -", "report - --color always", "forms -c -"):
        shown = run(f"timetax {command}", stdin=HOSTILE).stdout
        assert "\x1b[31m" not in shown
        assert "\r" not in shown
        assert "\u202e" not in shown
        assert "[bold]bold[/bold]" in shown.replace("\n", "") or "forms" not in command


def test_an_error_message_cannot_steer_the_terminal() -> None:
    done = run("timetax report -", stdin='timetax: 1\n"\\e[31mkey": 1\n')
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_text_from_a_catalogue_cannot_break_a_markdown_table() -> None:
    shown = run("timetax report - --format markdown", stdin=HOSTILE).stdout
    (line,) = [line for line in shown.splitlines() if "bold" in line]
    assert r"\|pipe\|" in line
    assert r"\<b\>" in line


def test_a_cell_that_a_spreadsheet_would_run_is_made_text() -> None:
    shown = run("timetax report - --by form,agency --format csv", stdin=HOSTILE).stdout
    row = next(csv.DictReader(io.StringIO(shown)))
    assert row["form"] == "'=1+2|x"
    assert row["agency"] == "'@agency"

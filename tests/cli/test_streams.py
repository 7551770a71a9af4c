"""Where output goes, and what is said where it cannot go there."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests import console
from tests.versions.repositories import REFORM, forms

FIXABLE = """\
timetax: 1
forms:
  - {id: a, title: A, agency: X, control_number: 12340001, responses: 5, minutes_per_response: 3}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms.yaml").write_text(forms(1))
    (tmp_path / "reform.yaml").write_text(f"{REFORM}catalogue: forms.yaml\n")
    return tmp_path


def shell(script: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a script of the shell in which `timetax` is a process of its own."""
    script = script.replace("timetax", f"{sys.executable} -m timetax")
    environment = os.environ | {"PYTHONPATH": str(console.ROOT)}
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_a_report_is_written_into_a_pipe(folder: Path) -> None:
    pipe = folder / "out.fifo"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    done = console.run("timetax report forms.yaml -o out.fifo", cwd=folder)
    assert done.returncode == 0, done.stderr
    reader.join()
    assert "1 hour" in got[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("timetax report forms.csv", "forms.csv"),
        ("timetax report forms.csv", "./forms.csv"),
        ("timetax report forms.yaml", "link"),
        ("timetax report forms.yaml", "hard"),
        ("timetax report inside", "of-folder"),
        ("timetax convert forms.yaml", "forms.yaml"),
        ("timetax explain f0 -c forms.yaml", "link"),
        ("timetax whatif reform.yaml", "link"),
        ("timetax whatif reform.yaml", "of-reform"),
        ("timetax diff forms.yaml reform.yaml", "of-reform"),
        ("timetax check forms.yaml", "of-settings"),
        ("timetax estimate claim-2025.html", "claim-2025.html"),
        ("timetax asked claim-2025.html claim-2026.html", "of-form.html"),
        ("timetax diff claim-2025.html claim-2026.html", "claim-2026.html"),
        ("timetax measure events.csv", "events.csv"),
        ("timetax check forms.yaml --update-baseline --baseline forms.yaml", "other"),
    ],
)
def test_output_never_goes_over_what_was_read(folder: Path, command: str, output: str) -> None:
    (folder / "timetax.toml").write_text('ignore = ["TT504"]\n')
    (folder / "forms.csv").write_text("title,agency,responses,minutes_per_response\nF,A,60,1\n")
    for name in ("claim-2025.html", "claim-2026.html", "events.csv"):
        shutil.copy(console.ROOT / "examples" / name, folder)
    os.link(folder / "claim-2026.html", folder / "of-form.html")
    (folder / "link").symlink_to("forms.yaml")
    (folder / "of-reform").symlink_to("reform.yaml")
    (folder / "of-settings").symlink_to("timetax.toml")
    (folder / "of-folder").symlink_to("inside/forms.yaml")
    os.link(folder / "forms.yaml", folder / "hard")
    (folder / "inside").mkdir()
    (folder / "inside" / "forms.yaml").write_text(forms(1))
    before = contents(folder)
    done = console.run(f"{command} -o {output}", cwd=folder)
    assert done.returncode == 2
    assert "would be written over" in done.stderr
    assert contents(folder) == before


def test_what_can_be_read_only_once_is_read_once_or_refused(folder: Path) -> None:
    shutil.copy(console.ROOT / "examples" / "claim-2025.html", folder)
    compared = shell("timetax diff <(cat forms.yaml) <(cat forms.yaml)", folder)
    assert (compared.returncode, compared.stderr) == (0, "")
    estimated = shell("timetax estimate <(cat claim-2025.html)", folder)
    assert (estimated.returncode, estimated.stderr) == (0, "")
    measured = shell("timetax measure <(cat forms.yaml)", folder)
    assert measured.returncode == 2
    assert "is no regular file, and a log is read more than once" in measured.stderr
    from_stdin = console.run("timetax measure -", cwd=folder)
    assert "is no regular file, and a log is read more than once" in from_stdin.stderr


@pytest.mark.parametrize(
    "command",
    [
        "timetax measure events.csv --forms {}",
        "timetax report inventory.xml --life-event-map {}",
        "timetax whatif {}",
        "timetax check forms.yaml --config {}",
        "timetax report forms.yaml --map {}",
    ],
)
def test_a_folder_in_the_place_of_a_file_is_one_line(folder: Path, command: str) -> None:
    (folder / "in").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (folder / "in" / name).write_text(forms(1))
    for name in ("events.csv", "inventory.xml"):
        shutil.copy(console.ROOT / "examples" / name, folder)
    done = console.run(command.format("in"), cwd=folder)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def contents(folder: Path) -> dict[Path, str]:
    return {path: path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_link_that_leads_to_itself_is_one_line(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    for command in ("report forms.yaml -o loop", "report loop", "check loop", "whatif loop"):
        done = console.run(f"timetax {command}", cwd=folder)
        said = [line for line in (done.stdout + done.stderr).splitlines() if ": error: " in line]
        assert (done.returncode, len(said)) == (2, 1), said


@pytest.mark.parametrize("command", ["report", "check", "explain f0 -c", "whatif", "diff", "forms"])
def test_a_name_that_is_too_long_is_one_line(folder: Path, command: str) -> None:
    done = console.run(f"timetax {command} {'a' * 300}", cwd=folder)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("timetax report forms.yaml >&-", "standard output: error: cannot be written: Bad file"),
        (
            "timetax report forms.yaml > /dev/full",
            "standard output: error: cannot be written: No sp",
        ),
        ("timetax report - <&-", "<stdin>: error: cannot be read: Bad file"),
        ("mkdir g; cd g; rmdir ../g; timetax report", "working folder: error: it is not there"),
    ],
)
def test_streams_and_folders_that_are_not_there_are_one_line(
    folder: Path, script: str, said: str
) -> None:
    done = shell(script, folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert done.stderr.startswith(said)


def test_what_nobody_can_be_told_changes_no_exit_code(folder: Path) -> None:
    done = shell(
        "timetax report none 2>&-; echo $?; timetax report none 2>/dev/full; echo $?; "
        "timetax report forms.yaml -o out >&- 2>&- <&-; echo $?",
        folder,
    )
    assert done.stdout == "2\n2\n0\n"
    assert "1 hour" in (folder / "out").read_text()


def test_a_reader_that_has_seen_enough_changes_no_exit_code(folder: Path) -> None:
    (folder / "bad.yaml").write_text("timetax: 1\nforms:\n" + "  - {id: A b}\n" * 4000)
    script = "timetax {} | head -1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    assert shell(script.format("report --by form --top 9999"), folder).stdout == "0\n"
    done = shell(script.format("check bad.yaml"), folder)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_run_that_is_killed_leaves_the_old_file_and_the_next_leaves_nothing_else(
    folder: Path,
) -> None:
    (folder / "out.txt").write_text("old")
    for wait in (0.05, 0.3, 0.6):
        process = subprocess.Popen(
            [sys.executable, "-m", "timetax", "report", "-o", "out.txt"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(console.ROOT)},
        )
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        text = (folder / "out.txt").read_text()
        assert text == "old" or text.startswith("The time tax") or "hours" in text
    console.run("timetax report forms.yaml -o out.txt", cwd=folder)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_runs_at_the_same_time_write_whole_files(folder: Path) -> None:
    done = shell(
        "for i in 1 2 3 4; do timetax convert forms.yaml -o out.csv & done; wait; "
        "timetax report out.csv",
        folder,
    )
    assert "1 hour" in done.stdout
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_file_with_other_names_is_not_mended(folder: Path) -> None:
    file = folder / "f.yaml"
    file.write_text(FIXABLE)
    os.link(file, folder / "hard.yaml")
    done = console.run("timetax check f.yaml --fix", cwd=folder)
    assert file.read_text() == (folder / "hard.yaml").read_text() == FIXABLE
    assert done.returncode == 2
    assert "hard links" in done.stderr


@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_what_is_no_file_in_a_folder_of_forms_is_refused_by_name(folder: Path, kind: str) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.yaml").write_text(forms(1))
    odd = folder / "in" / "odd.yaml"
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        import socket

        here = Path.cwd()
        os.chdir(odd.parent)  # the path of a socket is short
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(odd.name)
        os.chdir(here)
    for command in ("report", "check"):
        done = console.run(f"timetax {command} in", cwd=folder)
        assert done.returncode == 2
        assert "odd.yaml" in done.stderr + done.stdout
        assert f"this is a {kind}" in done.stderr + done.stdout


def test_a_folder_that_goes_away_during_the_walk_is_no_crash(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import timetax
    from timetax.files import folders

    (folder / "in" / "a").mkdir(parents=True)
    (folder / "in" / "forms.yaml").write_text(forms(1))
    walk = os.walk

    def vanishing(top: Path, **options: object) -> object:
        for each in walk(top, **options):  # type: ignore[call-overload]
            yield each
            if (folder / "in" / "a").exists():
                (folder / "in" / "a").rmdir()

    monkeypatch.setattr(folders.os, "walk", vanishing)
    assert len(timetax.load(folder / "in").forms) == 1

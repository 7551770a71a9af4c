"""A file is written whole or not at all, and what is no file is written into."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

import timetax
from timetax.files.writing import PREFIX, write_whole

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_whole(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert names(tmp_path) == ["a", "other"]


def test_a_file_is_replaced_and_keeps_its_mode_and_the_links_to_it(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to("a")
    before = file.stat().st_ino
    write_whole(link, b"new")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_ino != before


@needs_root
def test_owner_and_group_stay(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    os.chown(file, 1234, 2345)
    write_whole(file, b"new", in_its_place=True)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)
    assert file.read_bytes() == b"new"


def test_a_file_that_cannot_keep_its_owner_is_left_where_that_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    monkeypatch.setattr("timetax.files.writing._takes_over", lambda *_: False)
    with pytest.raises(timetax.InputError, match="left as it is: its owner"):
        write_whole(file, b"new", in_its_place=True)
    assert (names(tmp_path), file.read_bytes()) == (["a"], b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_file_with_other_names_is_left_where_they_matter(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"old")
    os.link(file, other)
    with pytest.raises(timetax.InputError, match="hard links"):
        write_whole(file, b"new", in_its_place=True)
    assert (file.read_bytes(), other.read_bytes()) == (b"old", b"old")


@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_written_into(tmp_path: Path, linked: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to("pipe")
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(tmp_path / "link" if linked else pipe, b"data")
    reader.join()
    assert got == [b"data"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_is_open_already_is_written_into(tmp_path: Path) -> None:
    script = "from pathlib import Path; from timetax.files.writing import write_whole; "
    script += "write_whole(Path('/dev/stdout'), b'data')"
    out = tmp_path / "out"
    out.write_bytes(b"before ")
    with out.open("ab") as stream:
        subprocess.run([sys.executable, "-c", script], stdout=stream, check=True)
    assert out.read_bytes() == b"before data"
    piped = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True)
    assert piped.stdout == b"data"


@pytest.mark.parametrize("name", ["loop", "loop/a", "missing/a", "folder", "a" * 300, "dangling/a"])
def test_where_no_file_can_be_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "folder").mkdir()
    with pytest.raises(timetax.InputError, match=r"cannot be written: [A-Zi]") as caught:
        write_whole(tmp_path / name, b"data")
    assert len(str(caught.value).splitlines()) == 1
    assert names(tmp_path) == ["dangling", "folder", "loop"]


def test_a_file_that_a_dangling_link_names_is_made(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a")
    write_whole(tmp_path / "link", b"data")
    assert (tmp_path / "a").read_bytes() == b"data"
    assert (tmp_path / "link").is_symlink()


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from timetax.files.writing import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        f"write_whole(Path({str(file)!r}), bytes(5000))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "cannot be written: File too large" in done.stderr
    assert (names(tmp_path), file.read_bytes()) == (["a"], b"old")


def test_what_a_killed_run_left_is_removed_by_the_next_and_not_what_another_writes(
    tmp_path: Path,
) -> None:
    script = (
        "import sys; from pathlib import Path; from timetax.files import writing\n"
        f"with writing._unfinished(Path({str(tmp_path)!r})):\n"
        "    print(flush=True); sys.stdin.read()\n"
    )
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe) for _ in "ab"
    ]
    for each in writers:
        assert each.stdout is not None
        each.stdout.readline()
    assert sum(name.startswith(PREFIX) for name in names(tmp_path)) == 2
    writers[0].send_signal(signal.SIGKILL)
    writers[0].communicate()
    write_whole(tmp_path / "a", b"data")
    assert sum(name.startswith(PREFIX) for name in names(tmp_path)) == 1
    writers[1].communicate()
    assert names(tmp_path) == ["a"]

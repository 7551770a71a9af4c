"""A log measured on a cluster of Spark: a master and two workers, processes of their own.

The histogram has the same hash as on DuckDB, and the report the same bytes. `TIMETAX_EVENTS` is how
many events the large log has; 5,000,000 unless it is said otherwise.
"""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.events import write_events
from tests.console import ROOT
from tests.read.logs.test_events import google_analytics_log, in_order, measured, write_csv
from timetax.findings import InputError

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: timetax[spark]")
pytest.importorskip("ibis", reason="Ibis is not installed: timetax[spark]")
if not shutil.which("java"):
    pytest.skip("Spark needs Java, and there is none", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")  # they are for those who write Spark

HOME = Path(pyspark.__file__).parent
RANDOM_LOGS = 20
LARGE = int(os.environ.get("TIMETAX_EVENTS", "5_000_000"))
_PATIENCE = 300


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with socket.socket() as wire:
            if wire.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    pytest.fail(f"nothing listens on port {port}")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Begin a master and two workers on this machine, and end them."""
    folder = tmp_path_factory.mktemp("cluster")
    environment = os.environ | {
        "SPARK_HOME": str(HOME),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_DAEMON_MEMORY": "256m",
    }
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    master = f"{deploy}.master.Master --host 127.0.0.1 --port {port} --webui-port 0"
    worker = f"{deploy}.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0"
    with ExitStack() as stack:

        def begin(name: str, command: str) -> None:
            log = stack.enter_context((folder / f"{name}.txt").open("w"))
            process = subprocess.Popen(
                [HOME / "bin" / "spark-class", *command.split()],
                env=environment | {"SPARK_WORKER_DIR": str(folder / name)},
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)

        begin("master", master)
        _wait_for(port)
        begin("first", f"{worker} {address}")
        begin("second", f"{worker} {address}")
        yield address


@pytest.fixture
def session(cluster: str) -> Iterator[str]:
    """Hold a session on the cluster, which all logs of a test share."""
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master(cluster)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "900m")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    yield cluster
    made.stop()


def _random_log(path: Path, seed: int) -> Path:
    chance = random.Random(seed)
    gaps = (0, 0.4, 1, 60, 299, 300.5, 1799, 1800, 1800.000001, 4000)
    steps = [
        (
            chance.choice(("ann", "bob", "o'hara", "c\\d")),
            chance.choice(("a", 'b"; DROP VIEW log; --', "ß")),
            chance.choice(gaps),
            chance.choice(("start", "page", "submit", "error")),
        )
        for _ in range(chance.randrange(1, 200))
    ]
    rows = [
        (who, form, 1_710_000_000_000_000 + at, event, chance.choice(("mobile", "desktop", "")))
        for who, form, at, event in in_order(steps)
    ]
    chance.shuffle(rows)
    return write_csv(path, rows, "subject,form,time,event,device")


def test_both_engines_have_the_same_histogram_of_random_logs(session: str, tmp_path: Path) -> None:
    for seed in range(RANDOM_LOGS):
        path = _random_log(tmp_path / f"{seed}.csv", seed)
        ours, notes = measured(path, by=("device",))
        theirs, same_notes = measured(path, by=("device",), engine=session)
        assert (theirs, theirs.hash, same_notes) == (ours, ours.hash, notes)


@pytest.mark.parametrize("ending", ["parquet", "jsonl"])
def test_both_engines_read_an_export_of_google_analytics(
    session: str, tmp_path: Path, ending: str
) -> None:
    path, forms = google_analytics_log(tmp_path, ending), tmp_path / "map.yaml"
    assert measured(path, forms=forms, engine=session) == measured(path, forms=forms)


START = "subject,form,time,event\na,f,2024-01-01T00:00:00Z,start\n"
DAMAGED = {
    "cut.parquet": ["PAR1" + 2000 * "\0"],
    "ragged.csv": [f"{START}a,f,2024-01-01T00:01:00Z,submit,more\n"],
    "swapped.csv": [START, "form,subject,time,event\nf,a,2024-01-01T00:01:00Z,submit\n"],
    "broken.jsonl": ['{"subject":"a","form":"f","time":"2024-01-01T00:00:00Z"}\n{"subject":\n'],
}


@pytest.mark.parametrize("name", DAMAGED)
def test_both_engines_say_the_same_of_a_damaged_log(
    session: str, tmp_path: Path, name: str
) -> None:
    paths = [tmp_path / f"{number}-{name}" for number, _ in enumerate(DAMAGED[name])]
    for path, content in zip(paths, DAMAGED[name], strict=True):
        path.write_text(content)
    said = []
    for engine in ("duckdb", session):
        with pytest.raises(InputError) as caught:
            measured(*paths, engine=engine)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_both_engines_find_what_divides_cells(session: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"{START}a,f,2024-01-01T00:01:00Z,submit\n".replace(",", ";"))
    assert measured(path, engine=session) == measured(path)


def test_both_engines_give_the_same_report_of_a_large_log(cluster: str, tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    write_events(path, LARGE)
    reports = []
    for engine in ("duckdb", cluster):
        output = tmp_path / f"{len(reports)}.json"
        subprocess.run(
            [sys.executable, "-m", "timetax", "measure", path, "--engine", engine, "-o", output],
            cwd=ROOT,
            env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"},
            check=True,
        )
        reports.append(output.read_bytes())
    assert reports[0] == reports[1]

"""Each file of examples/ is a test: `good/*.yaml` loads, `bad/NAME.yaml` gives `NAME.expected`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console import ROOT, run
from timetax.catalogue.document import json_schema
from timetax.findings import InputError
from timetax.read.to_catalogue import load

EXAMPLES = Path(__file__).parent / "examples"
GOOD = sorted(EXAMPLES.glob("good/*.yaml"))
BAD = sorted(EXAMPLES.glob("bad/*.yaml"))

# A JSON Schema describes one entry at a time, so these rules are beyond it; and a file that is not
# well-formed YAML never reaches a schema.
BEYOND_A_SCHEMA = {"duplicate-key", "duplicate-id", "reference", "syntax", "encoding"}
SUMS_BEYOND_A_SCHEMA = "shares-above-one-together.yaml"


def name_of(path: Path) -> str:
    return path.stem


def expected(path: Path) -> list[str]:
    return path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


def visible_to_a_schema(path: Path) -> bool:
    rules = {line.rpartition("[")[2].rstrip("]") for line in expected(path)}
    return (
        not rules <= BEYOND_A_SCHEMA
        and not rules & {"syntax", "encoding"}
        and path.name != SUMS_BEYOND_A_SCHEMA
    )


VISIBLE = [path for path in BAD if visible_to_a_schema(path)]
REFERENCES = [path for path in BAD if expected(path) and "[reference]" in expected(path)[0]]


def test_there_are_examples_of_both_kinds() -> None:
    assert len(GOOD) >= 5
    assert len(BAD) >= 25
    assert {path.stem for path in EXAMPLES.glob("bad/*.expected")} == {path.stem for path in BAD}


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_a_good_example_loads(path: Path) -> None:
    catalogue = load(path)
    assert catalogue.forms or catalogue.agencies


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_bad_example_gives_exactly_the_expected_findings(path: Path) -> None:
    with pytest.raises(InputError) as error:
        load(path)
    found = [str(finding).replace(str(path), path.name) for finding in error.value.findings]
    assert found == expected(path)


def test_the_command_line_prints_every_finding_and_nothing_else() -> None:
    done = run("timetax report everything-wrong.yaml", cwd=EXAMPLES / "bad")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == expected(EXAMPLES / "bad" / "everything-wrong.yaml")


# The JSON Schema, by an independent reader of YAML and validator


def checked(schema: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *[sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)],
            *["--output-format", "json", *map(str, paths)],
        ],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "forms.schema.json"
    path.write_text(json.dumps(json_schema()), encoding="utf-8")
    return path


def test_an_independent_validator_accepts_the_bundled_catalogue_and_every_good_example(
    schema: Path,
) -> None:
    done = checked(schema, ROOT / "data" / "forms.yaml", *GOOD)
    assert json.loads(done.stdout) == {"status": "ok", "errors": []}
    assert done.returncode == 0


def test_an_independent_validator_rejects_every_bad_example_that_a_schema_can_see(
    schema: Path,
) -> None:
    done = checked(schema, *VISIBLE)
    rejected = {Path(error["filename"]).name for error in json.loads(done.stdout)["errors"]}
    assert rejected == {path.name for path in VISIBLE}
    assert len(rejected) >= 10


def test_references_and_sums_are_beyond_a_schema(schema: Path) -> None:
    done = checked(schema, EXAMPLES / "bad" / SUMS_BEYOND_A_SCHEMA, *REFERENCES)
    assert len(REFERENCES) >= 2
    assert done.returncode == 0

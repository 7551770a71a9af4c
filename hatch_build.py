"""The addresses of the project, and the README with links that lead on from a package index."""

import re
from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE_LINK = re.compile(r"\]\((?!https?://|#)")


class Addresses(MetadataHookInterface):
    """Makes both of one setting, `REPOSITORY` in timetax/version.py."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Give the metadata its addresses and its README."""
        version = run_path(str(Path(self.root, "timetax", "version.py")))
        repository = version["REPOSITORY"]
        files = f"{repository}/blob/v{version['__version__']}"
        metadata["urls"] = {
            "Repository": repository,
            "Documentation": f"{files}/docs/index.md",
            "Changelog": f"{files}/CHANGELOG.md",
            "Issues": f"{repository}/issues",
        }
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": _RELATIVE_LINK.sub(f"]({files}/", text),
        }

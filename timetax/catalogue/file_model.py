"""What declares the mappings of files that are no catalogues: scenarios and maps."""

from pydantic import BaseModel, ConfigDict


class FileModel(BaseModel):
    """A mapping in another file than a catalogue: it knows all its keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

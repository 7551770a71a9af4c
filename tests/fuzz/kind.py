"""What a kind of input is made of: seeds, what reads a mutant, and the command that is given it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.mutation import mutated

PACKED = 10
"""Of what is packed, one mutant in so many is changed after packing instead of before it."""


_COMMANDS = ("report", "check", "convert")


def named_file(data: bytes, path: Path) -> list[str]:
    """Return the words of a command that reads a mutant: each of some in its turn."""
    return [_COMMANDS[len(data) % len(_COMMANDS)], str(path)]


@dataclass(frozen=True)
class Kind:
    """A kind of input.

    Attributes:
        seeds: what is changed.
        read: reads a mutant and checks what came of it; raises InputError where it is refused.
        suffix: how the name of its file ends.
        pack: makes a file of a changed seed, where seeds are not files themselves.
        arguments: the words of a whole command for a mutant at a path.
        beside: files that the command needs in its folder, by name.
    """

    seeds: Sequence[bytes]
    read: Callable[[bytes], None]
    suffix: str
    pack: Callable[[bytes], bytes] | None = None
    arguments: Callable[[bytes, Path], list[str]] = named_file
    beside: Mapping[str, bytes] = field(default_factory=dict)

    def mutant(self, chance: random.Random) -> bytes:
        """Return a mutant of one of the seeds."""
        seed = chance.choice(self.seeds)
        if self.pack is None:
            return mutated(seed, chance)
        if chance.randrange(PACKED) == 0:
            return mutated(self.pack(seed), chance)
        return self.pack(mutated(seed, chance))

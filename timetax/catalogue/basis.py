"""How the figures of an entry came to be known, key by key."""

from collections.abc import Callable, Iterable, Mapping

from timetax.catalogue.declaration import ValueType
from timetax.catalogue.values import mapping_of, mistake
from timetax.catalogue.vocabulary import Basis
from timetax.wording.hints import did_you_mean, shown


def _basis_word(value: object) -> Basis:
    if not isinstance(value, str) or value not in set(Basis):
        raise mistake(f"{shown(value)} is not one of {', '.join(Basis)}")
    return Basis(value)


def basis_of(
    what: str,
    keys: Callable[[], Iterable[str]],
    named: Callable[[], Iterable[tuple[str, str]]] = tuple,
) -> ValueType:
    """Return the type of a mapping from keys of an entry to how each came to be known.

    `what` is the entry in words, `keys` are those that it may name, and `named` what else people
    call them.
    """

    def read_key(value: object) -> str:
        known = list(keys())
        if value not in known:
            hint = did_you_mean(str(value), known, named())
            raise mistake(f"{shown(value)} is not a key of {what}{hint}")
        return str(value)

    schema: Mapping[str, object] = {
        "type": ["object", "null"],
        "additionalProperties": {"enum": list(Basis)},
    }
    return ValueType(
        "derived or inferred, by key", mapping_of(_basis_word, read_key), schema, "mapping"
    )

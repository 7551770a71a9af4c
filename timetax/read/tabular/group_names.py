"""The names by which rows of a table may be added up: agencies, form numbers, groups."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from timetax.read.tabular.body import Body
from timetax.read.tabular.headings import LEVELS
from timetax.read.tabular.labels import Label, label_of, plain_words

GROUPING = (
    *LEVELS, "affected_public", "form_number", "control_number", "line_of_business", "obligation",
)  # fmt: skip
"""Columns by which rows may be added up."""
_WORDS_IN = ("form_number", *LEVELS, "affected_public", "line_of_business")
_MOST_NAMES = 2_000
"""Distinct texts of a column that may be the names of groups."""


class GroupNames:
    """The names of groups in the rows of a table, by their words."""

    def __init__(self, body: Body) -> None:
        self._body = body

    @cached_property
    def words(self) -> set[str]:
        """The words of all of them."""
        made: set[str] = set()
        for key in _WORDS_IN:
            for text in self._body.texts(key)[:_MOST_NAMES]:
                if label_of(text) is Label.NONE:
                    made.update(plain_words(text))
        return made

    def label_in(self, row: int) -> str:
        """Return the text by which a row is known as a sum, or else its first one."""
        texts = [text for text in self._body.grid.row(row) if text]
        marked = [text for text in texts if label_of(text, self.words)]
        return next(iter(marked or texts), "")

    def groups_of(
        self, row: int, groups: Mapping[str, Sequence[str | None]], labelled: bool
    ) -> tuple[tuple[str, str], ...]:
        """Return the groups that a row names: in their own columns, or in its label."""
        own = [(key, text) for key, texts in groups.items() if (text := texts[row])]
        label = set(plain_words(self.label_in(row))) if labelled else set()
        for word in label:
            own += [(key, text) for key, text, words in self._by_first_word.get(word, ())
                    if label.issuperset(words)]  # fmt: skip
        return tuple(dict.fromkeys(own))

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
        """The groups, with the key and the words of each, by its first word."""
        made: dict[str, list[tuple[str, str, tuple[str, ...]]]] = defaultdict(list)
        for key in GROUPING:
            texts = self._body.texts(key)
            if len(texts) <= _MOST_NAMES:
                for text in dict.fromkeys(texts):
                    words = plain_words(text)
                    if words and label_of(text) is Label.NONE:
                        made[words[0]].append((key, text, words))
        return made

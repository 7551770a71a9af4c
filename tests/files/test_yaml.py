import codecs
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from timetax.files.yaml import Document, File, parse, read
from timetax.files.yaml_walk import MAX_ALIASED_VALUES, MAX_DEPTH
from timetax.findings import Position


def content(text: str) -> Any:
    reading = parse(File("c.yaml", text))
    assert reading.findings == ()
    assert reading.document is not None
    return reading.document.value


def mistakes(text: str) -> list[str]:
    return [str(finding) for finding in parse(File("c.yaml", text)).findings]


def written(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def read_one(path: Path) -> Document:
    (reading,) = read([path])
    assert reading.findings == ()
    assert reading.document is not None
    return reading.document


def reading_mistakes(*paths: str | Path) -> list[str]:
    return [str(finding) for reading in read(paths) for finding in reading.findings]


# Values


@pytest.mark.parametrize(
    "spelling",
    [
        "0503",
        "no",
        "yes",
        "on",
        "off",
        "true",
        "12:30",
        "1e6",
        "1_000",
        "0x1F",
        "0b1",
        "1/6",
        "2024-06-30",
        ".inf",
        "-1",
        "=",
        "+5",
    ],
)
def test_a_scalar_stays_the_text_that_was_written(spelling: str) -> None:
    assert content(f"key: {spelling}") == {"key": spelling}


@pytest.mark.parametrize("quoted", ["'0503'", '"0503"', "|-\n  0503", ">-\n  0503"])
def test_a_quoted_scalar_is_the_same_text_as_a_plain_one(quoted: str) -> None:
    assert content(f"key: {quoted}") == content("key: 0503")


@pytest.mark.parametrize("spelling", ["", "~", "null", "Null", "NULL", "# a comment"])
def test_an_empty_value_is_none(spelling: str) -> None:
    assert content(f"key: {spelling}") == {"key": None}


@pytest.mark.parametrize(("quoted", "text"), [("''", ""), ('"~"', "~"), ("'null'", "null")])
def test_a_quoted_empty_value_is_text(quoted: str, text: str) -> None:
    assert content(f"key: {quoted}") == {"key": text}


def test_mappings_and_lists_nest_in_block_and_flow_style() -> None:
    block = "a:\n  - b: c\n    d:\n      - e\n      - f\n  -\n    - g\n"
    flow = "{a: [{b: c, d: [e, f]}, [g]]}"
    assert content(block) == content(flow) == {"a": [{"b": "c", "d": ["e", "f"]}, ["g"]]}


def test_keys_keep_the_order_of_the_file() -> None:
    assert list(content("z: 1\na: 2\nm: 3\nb: 4\n")) == ["z", "a", "m", "b"]


def test_json_is_read_as_well() -> None:
    assert content('{"a": [1, null, "x\\u00e9"]}') == {"a": ["1", None, "xé"]}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", "---\n", "--- # nothing\n...\n"]
)
def test_a_file_without_content_is_none(text: str) -> None:
    assert content(text) is None


def test_marks_of_the_start_and_the_end_of_one_document_are_allowed() -> None:
    assert content("%YAML 1.1\n---\na: b\n...\n") == {"a": "b"}


# Anchors, aliases and merge keys


def test_an_alias_repeats_the_value_of_its_anchor() -> None:
    assert content("a: &x {b: [c]}\nd: *x\n") == {"a": {"b": ["c"]}, "d": {"b": ["c"]}}


def test_an_alias_of_text_may_be_a_key() -> None:
    assert content("a: &x b\n*x : c\n") == {"a": "b", "b": "c"}


def test_an_anchor_that_is_given_again_means_the_last_value_before_the_alias() -> None:
    assert content("[&x a, *x, &x b, *x]") == ["a", "a", "b", "b"]


def test_an_alias_without_an_anchor_before_it_is_an_error() -> None:
    assert mistakes("a: *x\nb: &x c\n") == [
        "c.yaml:1:4: error: *x refers to an anchor that is not defined before it [syntax]"
    ]


@pytest.mark.parametrize("text", ["a: &x\n  - b\n  - *x\n", "a: &x\n  b:\n\n    *x\n"])
def test_an_alias_inside_its_own_anchor_is_an_error(text: str) -> None:
    (message,) = mistakes(text)
    assert message.endswith("error: *x stands inside &x itself [syntax]")


def test_an_alias_of_a_list_cannot_be_a_key() -> None:
    assert mistakes("a: &x [b]\n*x : c\n") == [
        "c.yaml:2:1: error: a key must be plain text, and here it is empty or not text [syntax]"
    ]


def billion_laughs() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for i in range(1, 10):
        lines.append(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]")
    return "\n".join(lines) + "\n"


def test_a_billion_laughs_are_refused_where_the_aliases_become_too_many() -> None:
    (message,) = mistakes(billion_laughs())
    assert message == "c.yaml:5:45: error: aliases repeat more than 100,000 values [syntax]"


def test_a_billion_laughs_take_little_memory() -> None:
    text = billion_laughs()
    tracemalloc.start()
    try:
        document = parse(File("c.yaml", text)).document
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert document is None
    assert peak < 2_000_000


def test_a_billion_laughs_by_merge_keys_are_refused_too() -> None:
    lines = ["a0: &a0 {k0: v}"]
    for i in range(1, 30):
        lines.append(f"a{i}: &a{i} {{k{i}: v, x: *a{i - 1}, <<: *a{i - 1}}}")
    (message,) = mistakes("\n".join(lines))
    assert message.endswith("error: aliases repeat more than 100,000 values [syntax]")


def test_as_many_aliased_values_as_allowed_are_read_and_not_one_more() -> None:
    aliases = ", ".join(["*x"] * MAX_ALIASED_VALUES)
    assert len(content(f"[&x a, {aliases}]")) == MAX_ALIASED_VALUES + 1
    assert len(mistakes(f"[&x a, {aliases}, *x]")) == 1


def test_a_merge_key_adds_the_keys_that_the_mapping_does_not_give_itself() -> None:
    text = "- &x {a: 1, b: 2}\n- {<<: *x, b: 3}\n- {b: 3, <<: *x}\n"
    assert content(text)[1:] == [{"a": "1", "b": "3"}, {"a": "1", "b": "3"}]


def test_of_several_merged_mappings_the_first_has_the_say() -> None:
    text = "- &x {a: 1}\n- &y {a: 2, b: 2}\n- {<<: [*x, *y]}\n"
    assert content(text)[2] == {"a": "1", "b": "2"}


def test_merged_keys_keep_their_order() -> None:
    merged = list("qwertyuiopas")
    text = f"- &x {{{', '.join(f'{key}: 1' for key in merged)}}}\n- {{<<: *x, m: 2}}\n"
    assert [key for key in content(text)[1] if key != "m"] == merged


def test_merging_leaves_the_merged_mapping_as_it_was() -> None:
    assert content("- &x {a: 1}\n- {<<: *x, b: 2}\n- *x\n")[2] == {"a": "1"}


@pytest.mark.parametrize("value", ["text", "", "[text]", "[[{a: b}]]"])
def test_a_merge_of_anything_but_mappings_is_an_error_at_the_merge_key(value: str) -> None:
    assert mistakes(f"a:\n  <<: {value}\n  b: c\n\nd: e\n") == [
        "c.yaml:2:3: error: << takes a mapping, such as an alias of one [syntax]"
    ]


# Keys


def test_a_repeated_key_is_reported_with_the_line_of_the_first() -> None:
    assert mistakes("a: 1\nb: 2\na: 3\n") == [
        "c.yaml:3:1: error: the key 'a' is given twice (first on line 1) [duplicate-key]"
    ]


def test_each_repetition_of_a_key_is_reported() -> None:
    text = "a:\n  b: 1\n  b: {b: 2, b: 3}\n  b: 4\n"
    assert [message.split(":")[1:3] for message in mistakes(text)] == [
        ["3", "3"],
        ["3", "13"],
        ["4", "3"],
    ]


def test_a_repeated_key_leaves_the_first_value_and_the_rest_of_the_document() -> None:
    reading = parse(File("c.yaml", "a: 1\na: {b: [2]}\nc: 3\n"))
    document, findings = reading.document, reading.findings
    assert document is not None
    assert document.value == {"a": "1", "c": "3"}
    assert len(findings) == 1


def test_the_same_key_in_two_mappings_is_no_repetition() -> None:
    assert content("- {a: 1}\n- {a: {a: 2}}\n") == [{"a": "1"}, {"a": {"a": "2"}}]


def test_a_key_and_its_quoted_spelling_are_the_same_key() -> None:
    assert len(mistakes("a: 1\n'a': 2\n")) == 1


@pytest.mark.parametrize("key", ["~", "null", "? \n"])
def test_an_empty_key_is_an_error(key: str) -> None:
    assert mistakes(f"a: 1\n{key}: 2\n")[0].endswith(
        "error: a key must be plain text, and here it is empty or not text [syntax]"
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [("{a: b}: c", 1), ("[a, b]: c", 1), ("? {a: b}\n: c", 3), ("? - a\n  - b\n: c", 3)],
)
def test_a_mapping_or_list_as_a_key_is_an_error(text: str, column: int) -> None:
    assert mistakes(text) == [
        f"c.yaml:1:{column}: error: a key must be plain text, not a list or mapping [syntax]"
    ]


# Tags


@pytest.mark.parametrize(
    ("tagged", "tag"),
    [
        ("!!python/object/apply:os.system [date]", "python/object/apply:os.system"),
        ("!!python/name:os.system ''", "python/name:os.system"),
        ("!!python/object:a.B {c: d}", "python/object:a.B"),
        ("!!str no", "str"),
        ("!!int '5'", "int"),
        ("!!binary aGVsbG8=", "binary"),
    ],
)
def test_a_tag_is_refused_and_never_acted_upon(tagged: str, tag: str) -> None:
    assert mistakes(f"a: {tagged}\n") == [
        f"c.yaml:1:4: error: the tag 'tag:yaml.org,2002:{tag}' is not used here; "
        "write the plain value [syntax]"
    ]


def test_each_tag_is_reported_as_it_was_written_when_it_is_local() -> None:
    assert mistakes("a: !x 1\nb: !y [2]\n") == [
        "c.yaml:1:4: error: the tag '!x' is not used here; write the plain value [syntax]",
        "c.yaml:2:4: error: the tag '!y' is not used here; write the plain value [syntax]",
    ]


# Depth and documents


def test_as_many_levels_as_allowed_are_read_and_not_one_more() -> None:
    assert content("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert mistakes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [
        "c.yaml:1:101: error: nested more than 100 levels deep [syntax]"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 10_000 + "]" * 10_000, "1:101"),
        ("[" * 10_000, "1:101"),
        ("{a: " * 10_000 + "}" * 10_000, "1:401"),
        ("- " * 10_000 + "a", "1:201"),
        ("\n".join(" " * level + "a:" for level in range(2_000)), "101:101"),
    ],
    ids=["lists", "open lists", "mappings", "block lists", "block mappings"],
)
def test_nesting_far_too_deep_is_refused_where_it_becomes_too_deep(text: str, place: str) -> None:
    assert mistakes(text) == [f"c.yaml:{place}: error: nested more than 100 levels deep [syntax]"]


def test_what_stands_before_too_deep_nesting_is_told_first() -> None:
    assert mistakes("a: *b\nc: " + "[" * 10_000) == [
        "c.yaml:1:4: error: *b refers to an anchor that is not defined before it [syntax]"
    ]


def test_a_second_document_in_a_file_is_refused_where_it_starts() -> None:
    assert mistakes("a: 1\n---\nb: 2\n---\nc: 3\n") == [
        "c.yaml:2:1: error: a second document starts here; put it into a file of its own [syntax]"
    ]


# What libyaml finds, in our words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\t- b\n", "2:1: error: a tab cannot be used here; indent with spaces"),
        ("a: @b\n", "1:4: error: '@' cannot start a value; put the value in quotes"),
        ("a: `b`\n", "1:4: error: '`' cannot start a value; put the value in quotes"),
        ("a: %b\n", "1:4: error: '%' cannot start a value; put the value in quotes"),
        (
            "a: b: c\n",
            "1:5: error: a ':' is not expected here; put text that has a colon in quotes",
        ),
        (
            'a: "\\q"\n',
            "1:5: error: a backslash in double quotes begins an escape that YAML does not know; "
            "write it twice, or use single quotes",
        ),
        (
            "a: - b\n",
            "1:4: error: a '-' is not expected here; begin a list on a line of its own, "
            "or put text in quotes",
        ),
        (
            "a: ? b\n",
            "1:4: error: a '?' is not expected here; put text that begins with it in quotes",
        ),
        (
            "a: 1\nkey\n# b\n",
            "3:1: error: a ':' is missing after the key on line 2, or the text that "
            "begins there is not indented",
        ),
        ("a: 'b\n", "2:1: error: the quote that opens on line 1 is not closed"),
        ("a: 'b\n---\n", "2:1: error: the quote that opens on line 1 is not closed"),
        (
            "a: [b\nc: d\n",
            "2:2: error: the list or mapping that opens on line 1 is not closed, "
            "or a ',' is missing here",
        ),
        ("a: [1,,2]\n", "1:7: error: a value is missing here"),
        (
            "a: {b: c}}\n",
            "1:10: error: neither a key of the mapping that begins on line 1 nor part "
            "of the value before it; look at indentation and quotes",
        ),
        (
            "a:\n  - b\n  c: d\n",
            "3:3: error: neither an item of the list that begins on line 2 "
            "nor part of the item before it; look at indentation and quotes",
        ),
        ("a: !x!y b\n", "1:4: error: a tag is not used here; write the plain value"),
        (
            "a: & b\n",
            "1:5: error: a name is missing after '&' or '*'; put text that begins with it "
            "in quotes",
        ),
        ("[a]]\n", "1:4: error: nothing but '---' can stand here"),
        ("a: |x\n y\n", "1:5: error: this is not valid YAML"),
        ("é: 🐕\na: @b\n", "2:4: error: '@' cannot start a value; put the value in quotes"),
    ],
)
def test_a_mistake_of_yaml_is_said_in_plain_words(text: str, message: str) -> None:
    assert mistakes(text) == [f"c.yaml:{message} [syntax]"]


@pytest.mark.parametrize("text", ["a: 'b\n", 'a: "b\n', "a: [b\n", "a: {b: c\n", "a: b\n  c: d\n"])
def test_yaml_that_breaks_off_is_one_finding_with_a_place(text: str) -> None:
    reading = parse(File("c.yaml", text))
    document, (finding,) = reading.document, reading.findings
    assert document is None
    assert finding.rule == "syntax"
    assert finding.position.line in (1, 2)


def test_mistakes_before_the_place_where_the_file_breaks_off_are_reported_too() -> None:
    rules = [finding.rule for finding in parse(File("c.yaml", "a: 1\na: !x 2\nb: [\n")).findings]
    assert rules == ["duplicate-key", "syntax", "syntax"]


# Control characters


def test_a_control_character_is_named_where_it_stands() -> None:
    assert mistakes("a: 1\nb: x\x07y\n") == [
        "c.yaml:2:5: error: control character U+0007; take it out [encoding]"
    ]


def test_every_control_character_is_reported() -> None:
    assert mistakes("a: \x01\x02\nb: \x7f\n") == [
        "c.yaml:1:4: error: control character U+0001; take it out [encoding]",
        "c.yaml:1:5: error: control character U+0002; take it out [encoding]",
        "c.yaml:2:4: error: control character U+007F; take it out [encoding]",
    ]


@pytest.mark.parametrize("character", ["\x80", "\x9f", "\ufffe", "\uffff"])
def test_characters_that_yaml_does_not_allow_are_control_characters_too(character: str) -> None:
    assert mistakes(f"a: x{character}\n") == [
        f"c.yaml:1:5: error: control character U+{ord(character):04X}; take it out [encoding]"
    ]


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
def test_a_control_character_does_not_begin_a_new_line(character: str) -> None:
    places = [message.split(": ")[0] for message in mistakes(f"a: x{character}y{character}\n")]
    assert places == ["c.yaml:1:5", "c.yaml:1:7"]


def test_a_binary_file_is_one_finding_and_not_one_for_each_byte() -> None:
    assert mistakes("\x7fELF\x02\x01\x01\x00\x00\x00") == [
        "c.yaml:1:8: error: a NUL: this is a binary file (or UTF-16 without its mark), "
        "not YAML text [encoding]"
    ]


@pytest.mark.parametrize("character", ["\x85", "\xa0", "\ufeff", "\u202e", "\u200b", "🐕"])
def test_other_characters_are_text(character: str) -> None:
    assert content(f'a: "x{character}y"\n')["a"].startswith("x")


# Positions


def test_a_value_and_its_key_have_their_own_positions() -> None:
    file = File("c.yaml", "a:\n  - b: c\n    dd:   e\n")
    assert file.position(("a", 0, "dd")) == Position("c.yaml", 3, 11)
    assert file.key_position(("a", 0, "dd")) == Position("c.yaml", 3, 5)
    assert file.position(("a", 0)) == Position("c.yaml", 2, 5)
    assert file.position(()) == Position("c.yaml", 1, 1)


@pytest.mark.parametrize("text", ["é", "書類", "🐕🐕", "e\u0301", "👩‍👩‍👧"])
def test_columns_count_characters_after_text_that_is_not_ascii(text: str) -> None:
    file = File("c.yaml", f"{{{text}: 2, b: 3}}\n")
    assert file.position(("b",)).column == len(f"{{{text}: 2, b: ") + 1


def test_positions_are_right_after_crlf_and_after_lone_cr() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        file = File("c.yaml", f"a: 1{line_end}{line_end}b:{line_end}  - c{line_end}")
        assert file.position(("b", 0)) == Position("c.yaml", 4, 5)


def test_what_is_not_there_has_the_position_of_what_encloses_it() -> None:
    file = File("c.yaml", "a: 1\nb:\n  - {c: d}\n")
    assert file.position(("b", 0, "missing", 7)) == file.position(("b", 0))
    assert file.key_position(("b", 0, "missing")) == file.position(("b", 0))
    assert file.position(("missing",)) == Position("c.yaml", 1, 1)


def test_what_is_inside_an_alias_has_the_position_of_the_alias() -> None:
    file = File("c.yaml", "a: &x\n  b: c\nd: *x\n")
    assert file.position(("d", "b")) == Position("c.yaml", 3, 4)


def test_what_was_merged_has_the_position_of_the_mapping_that_takes_it() -> None:
    file = File("c.yaml", "- &x {a: b}\n- c: d\n  <<: *x\n")
    assert file.position((1, "a")) == Position("c.yaml", 2, 3)


def test_a_repeated_key_keeps_the_position_of_the_first() -> None:
    file = File("c.yaml", "a: 1\na: 2\n")
    assert file.position(("a",)) == Position("c.yaml", 1, 4)
    assert file.key_position(("a",)) == Position("c.yaml", 1, 1)


def test_a_file_that_breaks_off_still_has_positions_before_the_break() -> None:
    assert File("c.yaml", "a: 1\nb: 2\nc: [\n").position(("b",)) == Position("c.yaml", 2, 4)


def test_an_empty_file_has_the_position_of_its_beginning() -> None:
    assert File("c.yaml", "").position(("a",)) == Position("c.yaml", 1, 1)


# Encodings

ENCODED = "Köln: 1\n書類: {🐕: 2}\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marked_encodings_are_read_with_the_same_positions(
    mark: bytes, encoding: str, tmp_path: Path
) -> None:
    document = read_one(written(tmp_path / "c.yaml", mark + ENCODED.encode(encoding)))
    assert document.value == {"Köln": "1", "書類": {"🐕": "2"}}
    assert document.file.position(("Köln",)) == Position(str(tmp_path / "c.yaml"), 1, 7)
    assert document.file.position(("書類", "🐕")) == Position(str(tmp_path / "c.yaml"), 2, 9)


def test_another_encoding_is_refused_at_the_first_byte_that_is_not_utf_8(tmp_path: Path) -> None:
    path = written(tmp_path / "c.yaml", "a: 1\nb: Köln and Łódź\n".encode("iso8859-2"))
    assert reading_mistakes(path) == [
        f"{path}:2:5: error: not UTF-8 text: byte 0xf6 has no meaning here; "
        "save the file as UTF-8 [encoding]"
    ]


def test_the_place_of_a_bad_byte_counts_characters_and_not_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "c.yaml", "é: 書類\r\né🐕: ".encode() + b"\xff")
    assert read([path])[0].findings[0].position == Position(str(path), 2, 5)


def test_utf_16_without_its_mark_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "c.yaml", "a: 1\n".encode("utf-16-le"))
    assert reading_mistakes(path) == [
        f"{path}:1:2: error: a NUL: this is a binary file (or UTF-16 without its mark), "
        "not YAML text [encoding]"
    ]


def test_utf_16_that_is_cut_off_is_refused_where_it_ends(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_LE + "a: 1\nb: ".encode("utf-16-le") + b"c"
    path = written(tmp_path / "c.yaml", data)
    assert read([path])[0].findings[0].position == Position(str(path), 2, 4)


def test_a_file_of_all_bytes_is_one_finding(tmp_path: Path) -> None:
    (message,) = reading_mistakes(written(tmp_path / "c.yaml", bytes(range(256))))
    assert message.endswith("[encoding]")


# Files and directories


def test_a_missing_file_is_a_finding_of_the_file_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "missing.yaml"
    assert reading_mistakes(path) == [
        f"{path}: error: cannot be read: No such file or directory [input]"
    ]


def test_a_path_below_a_file_is_a_finding(tmp_path: Path) -> None:
    path = written(tmp_path / "c.yaml", "a: 1\n") / "d.yaml"
    assert reading_mistakes(path) == [f"{path}: error: cannot be read: Not a directory [input]"]


def test_a_path_that_no_file_can_have_is_a_finding() -> None:
    assert reading_mistakes("a\0b.yaml") == [
        "a\0b.yaml: error: cannot be read: its name holds a character that the name of no file can "
        "[input]"
    ]


def test_a_file_that_the_system_refuses_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.symlink_to(path)
    assert reading_mistakes(path) == [
        f"{path}: error: cannot be read: Too many levels of symbolic links [input]"
    ]


def test_an_alias_of_text_may_be_a_key_even_if_it_looks_like_a_merge() -> None:
    assert content('a: &x "<<"\n*x : 1\n') == {"a": "<<", "<<": "1"}


def test_a_quoted_merge_key_is_a_key_like_any_other() -> None:
    assert content('{a: &x {b: 1}, "<<": *x}') == {"a": {"b": "1"}, "<<": {"b": "1"}}


def test_every_path_that_cannot_be_read_is_reported_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    good = written(tmp_path / "good.yaml", "a: 1\n")
    readings = read([tmp_path / "x.yaml", good, tmp_path / "y.yaml"])
    documents = [each.document for each in readings if each.document is not None]
    findings = [finding for each in readings for finding in each.findings]
    assert [document.value for document in documents] == [{"a": "1"}]
    assert [Path(finding.position.file).name for finding in findings] == ["x.yaml", "y.yaml"]


def test_a_directory_is_all_its_yaml_files_in_the_order_of_their_paths(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    for name in ("z.yaml", "a.yml", "m/x.yaml", "m/b.yaml"):
        written(tmp_path / name, "a: 1\n")
    documents = [each.document for each in read([tmp_path]) if each.document is not None]
    names = [Path(document.file.name).relative_to(tmp_path).as_posix() for document in documents]
    assert names == ["a.yml", "m/b.yaml", "m/x.yaml", "z.yaml"]


def test_hidden_files_and_other_kinds_of_files_of_a_directory_are_not_read(
    tmp_path: Path,
) -> None:
    (tmp_path / ".hidden").mkdir()
    for name in (".hidden/a.yaml", ".b.yaml", "c.yaml~", "d.json", "e.yaaml", "f.yaml"):
        written(tmp_path / name, "a: 1\n")
    documents = [each.document for each in read([tmp_path]) if each.document is not None]
    assert [Path(document.file.name).name for document in documents] == ["f.yaml"]


def test_a_hidden_directory_is_read_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    written(tmp_path / ".hidden" / "a.yaml", "a: 1\n")
    assert len(read([tmp_path / ".hidden"])) == 1


def test_a_directory_without_yaml_files_is_a_finding(tmp_path: Path) -> None:
    written(tmp_path / "notes.txt", "a: 1\n")
    assert reading_mistakes(tmp_path) == [
        f"{tmp_path}: error: this directory holds no .yaml file [input]"
    ]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path / "c.yaml", "a: 1\n")
    assert len(read([path, tmp_path, str(path)])) == 1


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert read_one(written(tmp_path / "catalogue.txt", "a: 1\n")).value == {"a": "1"}

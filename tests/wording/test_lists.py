from timetax.wording.lists import each_once, listing, some, spans


def test_all_are_listed_with_a_word_before_the_last() -> None:
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a and b"
    assert listing(["a", "b", "c"], "or") == "a, b or c"


def test_the_first_are_named_and_the_others_counted() -> None:
    assert some(["a", "b"], 2) == "a, b"
    assert some(map(str, range(5)), 2) == "0, 1 and 3 more"
    assert some(["a", "b"], 2, in_all=1_002) == "a, b and 1,000 more"


def test_each_text_is_joined_once_and_nothing_makes_none() -> None:
    assert each_once(["a", None, "b", "a", ""], "; ") == "a; b"
    assert each_once([None, ""], "; ") is None


def test_three_numbers_and_more_in_a_row_are_a_span() -> None:
    assert spans([]) == ""
    assert spans([22, 3, 8, 7, 4, 9, 4]) == "3,4,7-9,22"

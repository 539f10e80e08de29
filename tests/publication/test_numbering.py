from casestudies.publication.numbering import Numbering, Occurrence, letters


def test_numbering_gives_numbers_in_order_of_first_citing():
    numbering = Numbering(known=frozenset({"a", "b"}))

    places = [numbering.cite(key) for key in ("b", "a", "b")]

    assert places == [
        Occurrence(1, "cite-1-1", "source-1"),
        Occurrence(2, "cite-2-1", "source-2"),
        Occurrence(1, "cite-1-2", "source-1"),
    ]


def test_numbering_of_an_unlisted_source_is_none_and_uses_up_no_number():
    numbering = Numbering(known=frozenset({"a"}))

    assert numbering.cite("ghost") is None
    assert numbering.cite("a") == Occurrence(1, "cite-1-1", "source-1")


def test_numbering_leaves_an_editors_anchor_its_name():
    numbering = Numbering(known=frozenset({"a"}), taken={"source-1", "cite-1-1", "cite-1-1-x"})

    assert numbering.cite("a") == Occurrence(1, "cite-1-1-x-x", "source-1-x")


def test_letters_go_on_after_z():
    assert list(letters(28))[24:] == ["y", "z", "aa", "ab"]

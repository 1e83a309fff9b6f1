from services.rules import compare


def test_four_fit_side_by_side_each_once_and_in_the_order_asked_for():
    assert compare.asked(["b", "a", "b", "", "c", "d", "e", "f"]) == (
        ["b", "a", "c", "d"],
        ["e", "f"],
    )
    assert compare.asked([]) == ([], [])


def test_characters_that_no_address_holds_are_left_out_of_what_is_asked_for():
    assert compare.asked(["\x00", "a\x00", "a"]) == (["a"], [])


def test_a_list_in_a_browser_takes_one_more_at_its_end_until_it_is_full():
    full = list(range(compare.MOST_SAVED))

    assert compare.put_on([1], 2) == [1, 2]
    assert compare.put_on([1, 2], 1) == [1, 2]
    assert compare.put_on(full, 1000) == full

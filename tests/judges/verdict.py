def expect_none(found):
    """Fails with every finding on a line of its own, however many there are."""
    found = list(found)
    assert not found, "\n" + "\n".join(found)

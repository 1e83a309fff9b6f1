"""Whether a page is as fast and as light as it has to be. Nothing fails by it: the table says so."""

MOST_MEGABYTES = 110
LEAST_OF_SMALLER = 0.75  # of its share in a county a tenth as large


def misses(row, floor, beside=None):
    """What a row of the table does not reach, in words; `beside` is the row of the page it is held against."""
    return [
        *_share(row, floor),
        *_beside(row, floor, beside),
        *_queries(row, floor),
        *_at_most("HTML", row["bytes"], floor.html, _kilobytes),
        *_at_most("sent", row["compressed"], floor.sent, _kilobytes),
        *_at_most("p99", row["p99"], floor.p99, _milliseconds),
        *_tail(row, floor),
    ]


def _share(row, floor):
    least = floor.cached if row["cache"] else floor.share
    if least is None or row["ratio"] >= least:
        return []
    return [f"{row['ratio']:.1%} of hello, not {least:.0%}"]


def _beside(row, floor, other):
    """A share of another page's share, both without the cache or both from it."""
    if not (floor.beside and other):
        return []
    name, least = floor.beside
    share = row["ratio"] / other["ratio"]
    return [] if share >= least else [f"{share:.0%} of {name}, not {least:.0%}"]


def _queries(row, floor):
    """The first reader counts, for whom no part of the page was kept."""
    asked = row["queries"] if row["cache"] else row["queries_first"]
    return _at_most("queries", asked, floor.queries)


def _tail(row, floor):
    if floor.tail is None or row["p99"] <= floor.tail * row["p50"]:
        return []
    return [f"p99 is {row['p99'] / row['p50']:.1f} times p50, not {floor.tail:.0f}"]


def _at_most(name, value, most, words=str):
    if value is None or most is None or value <= most:
        return []
    return [f"{name} {words(value)}, not {words(most)}"]


def _kilobytes(value):
    return f"{value / 1000:.1f} kB"


def _milliseconds(value):
    return f"{value:.0f} ms"


def kept(row, smaller):
    """What is left of the share that the page had among fewer services; None where that was not measured."""
    return round(row["ratio"] / smaller["ratio"], 3) if smaller and smaller["ratio"] else None


def misses_growing(share):
    if share is None or share >= LEAST_OF_SMALLER:
        return []
    return [f"{share:.0%} of its share among fewer services, not {LEAST_OF_SMALLER:.0%}"]


def memory_verdict(megabytes):
    word = "met" if max(megabytes) <= MOST_MEGABYTES else "not met"
    return (
        f"A web worker holds {min(megabytes):.0f} to {max(megabytes):.0f} MB: "
        f"{word} (at most {MOST_MEGABYTES})."
    )

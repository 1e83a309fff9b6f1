"""The table on the screen and in `docs/performance.md`, and the same as `var/bench.json`."""

import json
from statistics import median

from bench import verdicts
from bench.pages import FLOORS, HELLO

MOST_VARIATION = 0.15
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def rows(runs, weights):
    """One dictionary for each page with and without the cache, the hello view first."""
    return [_row(run, weights.get(run.page, {})) for run in runs]


def _row(run, weight):
    return {
        "page": run.page,
        "cache": run.cache,
        "rps": round(run.rps, 1),
        "ratio": round(run.ratio, 4),
        "p50": round(run.percentile("p50"), 1),
        "p95": round(run.percentile("p95"), 1),
        "p99": round(run.percentile("p99"), 1),
        "queries": 0 if run.cache else weight.get("queries"),
        "queries_first": 0 if run.cache else weight.get("queries_first"),
        "bytes": weight.get("bytes"),
        "compressed": weight.get("compressed_cache" if run.cache else "compressed"),
        "failed": run.failed,
    }


def judge(told, fewer=None):
    """Add to each row what it keeps of its share among `fewer` services, and what it misses."""
    found = _by_page(told)
    before = _by_page(fewer["pages"]) if fewer else {}
    for row in told:
        if row["page"] == HELLO.name:
            continue
        floor = FLOORS[row["page"]]
        row["kept"] = verdicts.kept(row, before.get((row["page"], row["cache"])))
        beside = found.get((floor.beside[0], row["cache"])) if floor.beside else None
        row["misses"] = [
            *verdicts.misses(row, floor, beside),
            *verdicts.misses_growing(row["kept"]),
        ]


def _by_page(told):
    return {(row["page"], row["cache"]): row for row in told}


def variation(rates):
    """How far the hello view strayed from its own median."""
    return max(abs(rate - median(rates)) for rate in rates) / median(rates)


def warning(rates):
    strayed = variation(rates)
    if strayed <= MOST_VARIATION:
        return ""
    return (
        f"The hello view varied by {strayed:.0%}: other things run on this machine, and the shares are rough. "
        "Measure again when it is at rest."
    )


def table(told, fewer=None):
    """In Markdown; with a column for what is left among more services where a smaller county is on record."""
    beside = [f"of share at {fewer['services']:,}"] if fewer else []
    heads = ["page", "cache", "requests/s", "of hello", "p50 ms", "p95 ms", "p99 ms"]
    heads += ["queries", "first", "HTML kB", "sent kB", *beside, "floors"]
    marks = ["---", "---", *["---:"] * (9 + len(beside)), "---"]
    return "\n".join([_line(heads), _line(marks), *(_line(_cells(row, fewer)) for row in told)])


def _line(cells):
    return f"| {' | '.join(cells)} |"


def _cells(row, fewer):
    kept = row.get("kept")
    return [
        row["page"],
        "yes" if row["cache"] else "",
        f"{row['rps']:.0f}",
        f"{row['ratio']:.1%}",
        *(f"{row[name]:.1f}" for name in ("p50", "p95", "p99")),
        _or_blank(row["queries"]),
        "" if row["cache"] else _or_blank(row["queries_first"]),
        _kilobytes(row["bytes"]),
        _kilobytes(row["compressed"]),
        *([_or_blank(kept and f"{kept:.0%}")] if fewer else []),
        _verdict(row),
    ]


def _verdict(row):
    if "misses" not in row:
        return ""
    return f"**not met**: {'; '.join(row['misses'])}" if row["misses"] else "met"


def _or_blank(value):
    return "" if value is None else str(value)


def _kilobytes(value):
    return "" if value is None else f"{value / 1000:.1f}"


def summary(told, *, rates, services, memory, rounds, seconds):
    """What stands above the table: of what it is, what to doubt, and how much of it is as it should be."""
    judged = [row for row in told if "misses" in row]
    good = sum(not row["misses"] for row in judged)
    about = (
        f"{services:,} services, {rounds} rounds of {seconds} s for each page. "
        f"{good} of {len(judged)} lines meet all their floors. {verdicts.memory_verdict(memory)}"
    )
    return "\n\n".join(filter(None, [about, warning(rates)]))


def record(told, *, rates, services, memory, rounds, seconds):
    """The whole of one run, for `var/bench.json`."""
    return {
        "services": services,
        "rounds": rounds,
        "seconds": seconds,
        "hello": round(median(rates), 1),
        "hello_variation": round(variation(rates), 3),
        "worker_megabytes": memory,
        "pages": told,
    }


def keep(path, whole):
    """On record under its size; pages that were not measured this time stay as they were."""
    old = read(path)
    fresh = _by_page(whole["pages"])
    pages = (_by_page(old["pages"]) if old else {}) | fresh
    write(path, {**whole, "pages": list(pages.values())})


def write(path, whole):
    path.write_text(json.dumps(whole, indent=1) + "\n")


def read(path):
    """None where there is no such record, or one of another make."""
    try:
        whole = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return whole if isinstance(whole, dict) and {"services", "pages"} <= whole.keys() else None


def smaller(services, on_record, wanted=None):
    """The size to hold this one against: the one asked for, else a tenth, else the next smaller one."""
    if wanted is not None:
        return wanted if wanted in on_record else None
    below = [size for size in on_record if size < services]
    if services / 10 in below:
        return services // 10
    return max(below, default=None)


def write_document(path, text):
    """Put the latest table between the marks of the page that says how to read it."""
    before, _, rest = path.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")

"""The table on the screen and in `docs/performance.md`, and the same as `var/bench.json`."""

import json
from statistics import median

MOST_VARIATION = 0.15
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def rows(runs, weights):
    """One dictionary for each page with and without the cache."""
    told = []
    for run in runs:
        weight = weights.get(run.page, {})
        told.append(
            {
                "page": run.page,
                "cache": run.cache,
                "rps": round(run.rps, 1),
                "ratio": round(run.ratio, 4),
                "p50": round(run.percentile("p50"), 1),
                "p95": round(run.percentile("p95"), 1),
                "p99": round(run.percentile("p99"), 1),
                "queries": 0 if run.cache else weight.get("queries"),
                "bytes": weight.get("bytes"),
                "compressed": weight.get("compressed"),
                "failed": run.failed,
            }
        )
    return told


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


def table(told, rates):
    lines = [
        "| page | cache | requests/s | of hello | p50 ms | p95 ms | p99 ms | queries | HTML kB | sent kB |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        f"| hello, 12 bytes | | {median(rates):.0f} | 100 % | | | | 0 | | |",
    ]
    for row in told:
        lines.append(
            f"| {row['page']} | {'yes' if row['cache'] else ''} | {row['rps']:.0f} | {row['ratio']:.1%} "
            f"| {row['p50']} | {row['p95']} | {row['p99']} | {_or_blank(row['queries'])} "
            f"| {_kilobytes(row['bytes'])} | {_kilobytes(row['compressed'])} |"
        )
    return "\n".join(lines)


def _or_blank(value):
    return "" if value is None else value


def _kilobytes(value):
    return "" if value is None else f"{value / 1000:.1f}"


def write_json(path, *, told, rates, services, memory):
    whole = {
        "services": services,
        "hello": round(median(rates), 1),
        "hello_variation": round(variation(rates), 3),
        "worker_megabytes": memory,
        "pages": told,
    }
    path.write_text(json.dumps(whole, indent=1) + "\n")


def write_document(path, text):
    """Put the latest table between the marks of the page that says how to read it."""
    before, _, rest = path.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")

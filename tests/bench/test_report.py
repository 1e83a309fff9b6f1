import json

from bench import report
from bench.load import Run

HELLO = {
    "page": "hello",
    "cache": False,
    "rps": 1000.0,
    "ratio": 1.0,
    "p50": 5.0,
    "p95": 9.0,
    "p99": 11.0,
    "queries": 0,
    "queries_first": 0,
    "bytes": 12,
    "compressed": 12,
    "failed": 0,
}


def _row(page, ratio, *, cache=False, **columns):
    row = {**HELLO, "page": page, "cache": cache, "ratio": ratio, "rps": ratio * 1000}
    return row | {"queries": 2, "queries_first": 4, "bytes": 30_000, "compressed": 6_000} | columns


def _whole(services, pages):
    return {"services": services, "pages": pages}


def test_a_row_has_the_time_from_the_load_and_the_weight_from_the_page():
    result = {"requests": 200, "microseconds": 1_000_000, "failed": 0}
    result |= {"p50": 30_040, "p95": 50_000, "p99": 61_000}
    runs = [
        Run("home", "/", cache=cache, hellos=[1000.0], results=[result]) for cache in (False, True)
    ]
    weight = {"queries": 3, "queries_first": 6, "bytes": 24_000}
    weight |= {"compressed": 5_000, "compressed_cache": 4_800}

    plain, kept = report.rows(runs, {"home": weight})

    assert plain == {
        "page": "home",
        "cache": False,
        "rps": 200.0,
        "ratio": 0.2,
        "p50": 30.0,
        "p95": 50.0,
        "p99": 61.0,
        "queries": 3,
        "queries_first": 6,
        "bytes": 24_000,
        "compressed": 5_000,
        "failed": 0,
    }
    assert kept == plain | {"cache": True, "queries": 0, "queries_first": 0, "compressed": 4_800}


def test_hello_may_stray_a_little_from_its_median():
    assert report.variation([100, 110, 95]) == 0.1
    assert report.warning([100, 110, 95]) == ""
    assert report.warning([100, 120, 95]).startswith("The hello view varied by 20%")


def test_the_table_says_of_each_page_whether_its_floors_are_met():
    told = [HELLO, _row("services", 0.2), _row("services page 400", 0.1)]
    report.judge(told)
    assert report.table(told).splitlines()[2:] == [
        "| hello |  | 1000 | 100.0% | 5.0 | 9.0 | 11.0 | 0 | 0 | 0.0 | 0.0 |  |",
        "| services |  | 200 | 20.0% | 5.0 | 9.0 | 11.0 | 2 | 4 | 30.0 | 6.0 | met |",
        "| services page 400 |  | 100 | 10.0% | 5.0 | 9.0 | 11.0 | 2 | 4 | 30.0 | 6.0 "
        "| **not met**: 10.0% of hello, not 15%; 50% of services, not 67% |",
    ]


def test_the_table_shows_what_is_kept_among_more_services():
    fewer = _whole(20_000, [_row("services", 0.4), _row("services", 0.8, cache=True)])
    told = [HELLO, _row("services", 0.2), _row("services", 0.9, cache=True), _row("home", 0.3)]
    report.judge(told, fewer)
    assert [row.get("kept") for row in told] == [None, 0.5, 1.125, None]
    lines = report.table(told, fewer).splitlines()
    assert "of share at 20,000" in lines[0]
    assert lines[3].endswith(
        "| 50% | **not met**: 50% of its share among fewer services, not 75% |"
    )
    assert {line.count("|") for line in lines} == {14}


def test_a_size_is_held_against_a_tenth_of_it_else_the_next_smaller():
    assert report.smaller(200_000, {200, 20_000, 50_000, 200_000}) == 20_000
    assert report.smaller(30_000, {200, 20_000, 200_000}) == 20_000
    assert report.smaller(200, {200, 20_000}) is None
    assert report.smaller(200_000, {2000, 20_000}, wanted=2000) == 2000
    assert report.smaller(200_000, {20_000}, wanted=2000) is None


def test_pages_that_were_not_measured_this_time_stay_on_record(tmp_path):
    path = tmp_path / "bench-200.json"
    report.keep(path, _whole(200, [_row("home", 0.1), _row("ideas", 0.2)]))
    report.keep(path, _whole(200, [_row("home", 0.3)]))
    kept = report.read(path)
    assert [(row["page"], row["ratio"]) for row in kept["pages"]] == [("home", 0.3), ("ideas", 0.2)]


def test_a_record_that_cannot_be_read_is_none(tmp_path):
    path = tmp_path / "bench-200.json"
    assert report.read(path) is None
    path.write_text("{")
    assert report.read(path) is None
    path.write_text(json.dumps([1]))
    assert report.read(path) is None


def test_the_summary_counts_what_is_met_and_warns():
    told = [HELLO, _row("home", 0.2), _row("services", 0.01)]
    report.judge(told)
    about = {"services": 20_000, "memory": [90.4, 96.2], "rounds": 3, "seconds": 4}
    first, second = report.summary(told, rates=[100, 130, 100], **about).split("\n\n")
    assert first == (
        "20,000 services, 3 rounds of 4 s for each page. 1 of 2 lines meet all their floors. "
        "A web worker holds 90 to 96 MB: met (at most 110)."
    )
    assert "varied by 30%" in second
    whole = report.record(told, rates=[100, 130, 100], **about)
    assert (whole["hello"], whole["hello_variation"], whole["services"]) == (100, 0.3, 20_000)
    assert whole["pages"] is told


def test_only_what_stands_between_the_marks_of_the_document_is_written(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.write_document(page, "new")
    assert page.read_text() == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"

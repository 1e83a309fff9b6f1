"""`make bench`: servers and a database of its own, filled once for each size, then measured by `bench`."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass

from bench import load, pages, report
from bench.pages import HELLO
from launch import environment, portal, ports
from launch.console import Problem, say
from launch.paths import PYTHON, ROOT, VAR, Stamp, fingerprint, make_directory, only_one
from launch.processes import Child, wait_until
from launch.servers import Postgres, Redis
from launch.servers.redis import BROKER, CACHE
from launch.supervisor import Supervisor

HOME = VAR / "bench"
MANAGE = [PYTHON, "manage.py"]
EMPTY = ("DROP DATABASE IF EXISTS portal WITH (FORCE);", "CREATE DATABASE portal OWNER portal;")
# What the seeding depends on beside the number of services.
COMMANDS = ROOT / "bench" / "management" / "commands"
SEEDING = (
    *(ROOT / "bench" / name for name in ("rows.py", "plans.py", "words.py")),
    COMMANDS / "seed_bench.py",
)
HELLO_WEIGHT = {"queries": 0, "queries_first": 0, "bytes": 12, "compressed": 12}
POSTED = "SELECT (SELECT count(*) FROM feedback_review) + (SELECT count(*) FROM ideas_support);"


@dataclass(frozen=True)
class Wanted:
    """What the environment asks for."""

    services: int
    seconds: int  # of each run of wrk
    rounds: int
    pages: list
    compare: int | None
    write: bool

    @classmethod
    def read(cls, env):
        chosen = pages.chosen(env.get("ONLY", ""))
        if not chosen:
            names = ", ".join(page.name for page in pages.PAGES)
            raise Problem(f"ONLY={env['ONLY']} names none of the pages: {names}.")
        return cls(
            services=_number(env, "SERVICES", 20_000),
            seconds=_number(env, "SECONDS", 4),
            rounds=_number(env, "ROUNDS", 3),
            pages=chosen,
            compare=_number(env, "COMPARE", 0) if env.get("COMPARE") else None,
            write=env.get("WRITE", "") not in ("", "0"),
        )


def _number(env, name, usual):
    text = env.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and int(text)):
        raise Problem(f"{name}={text} is no number above nought.")
    return int(text)


def run(wake):
    """Exit code 2 without wrk: nothing slower takes its place."""
    if not shutil.which("wrk"):
        say("There is no wrk here, and nothing else can load two workers: apt-get install wrk.")
        return 2
    wanted = Wanted.read(os.environ)
    portal.set_up(wake)
    home = make_directory(HOME / str(wanted.services))
    supervisor = Supervisor(wake, tell=lambda text: None)
    with only_one(home / "lock") as ours:
        if not ours:
            raise Problem("A bench of this size is running already.")
        try:
            postgres, env = _start_servers(wake, supervisor, home)
            _fill(wake, postgres, env, home, wanted.services)
            _measure(wake, supervisor, postgres, env, home, wanted)
        finally:
            supervisor.stop()
    return 0


def _start_servers(wake, supervisor, home):
    postgres = supervisor.start(Postgres(home, pause=wake.sleep))
    program = environment.redis_server(wake)
    broker, cache = (
        supervisor.start(Redis(name, home, program=program, settings=settings, pause=wake.sleep))
        for name, settings in (("broker", BROKER), ("cache", CACHE))
    )
    return postgres, {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": postgres.url,
        "REDIS_URL": broker.url,
        "CACHE_URL": cache.url,
        "MAIL_TRANSPORT": "smtp://127.0.0.1:9",  # nobody delivers here
        "SECRET_KEY": "bench-" + "x" * 60,
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def _fill(wake, postgres, env, home, services):
    """A database that was not filled to its end by this very seeding is thrown away."""
    patient = {**env, "STATEMENT_TIMEOUT_MS": "0"}
    stamp, seeding = Stamp(home / "filled"), fingerprint(*SEEDING)
    _manage(wake, ["collectstatic", "--no-input", "--verbosity=0"], patient)
    if stamp.is_for(seeding):
        where = home.relative_to(ROOT)
        say(f"Using the {services:,} services of an earlier run; remove {where} to begin anew.")
        _manage(wake, ["migrate", "--no-input", "--verbosity=0"], patient)
        _manage(wake, ["seed_bench", "--again"], patient)
        return
    stamp.forget()
    for statement in EMPTY:
        if postgres.query(statement, role="postgres", database="postgres") is None:
            raise Problem("The database of the bench cannot be made anew.")
    began = time.monotonic()
    _manage(wake, ["migrate", "--no-input", "--verbosity=0"], patient)
    say(f"Filling a database with {services:,} services; it is kept for the next run.")
    _manage(wake, ["seed_bench", f"--services={services}"], patient)
    stamp.write(seeding)
    size = postgres.query("SELECT pg_size_pretty(pg_database_size('portal'));")
    say(f"Filled in {(time.monotonic() - began) / 60:.1f} minutes: {size}.")


def _manage(wake, words, env):
    command = [*MANAGE, *words]
    environment.run_step(wake, command, env=env, failure=f"manage.py {words[0]} failed")


def _measure(wake, supervisor, postgres, env, home, wanted):
    told = _weigh(env, home, wanted)
    servers = {cache: _web(supervisor, env, home, cache=cache) for cache in (False, True)}
    listening = {cache: port for cache, (_, port) in servers.items()}
    for port in listening.values():
        if not wait_until(lambda port=port: portal.status(port, HELLO.path) == 200, 60):
            raise Problem(f"The web server does not start: see {home / 'log'}.")
    workers = [pid for child, _ in servers.values() for pid in load.children(child.pid)]
    before = int(postgres.query(POSTED))
    runs, hello = list(_runs(told, wanted.pages, home)), load.Run(HELLO.name, HELLO.path)

    def tell(run, number):
        wake.sleep(0)
        cache = " from the cache" if run.cache else ""
        say(f"  {number}/{wanted.rounds} {run.page}{cache}: {load.rate(run.results[-1]):.0f}/s")

    wrk = load.Wrk(listening, workers, seconds=wanted.seconds)
    try:
        rates = load.measure(runs, hello, wrk, rounds=wanted.rounds, tell=tell)
    except load.NotThePage as answer:
        raise Problem(str(answer)) from None
    memory = [round(load.memory(pid), 1) for pid in workers]
    _check([hello, *runs], written=int(postgres.query(POSTED)) - before)
    weights = {**told["pages"], HELLO.name: HELLO_WEIGHT}
    _report(report.rows([hello, *runs], weights), rates, memory, wanted)


def _weigh(env, home, wanted):
    """Queries and bytes of each page, which must answer; and what is to be posted."""
    posts = wanted.seconds * wanted.rounds * 400
    only = ",".join(page.name for page in wanted.pages)
    command = [*MANAGE, "weigh_bench", home, f"--posts={posts}", f"--only={only}"]
    done = subprocess.run(command, cwd=ROOT, env={**env, "PAGE_CACHE": "0"}, capture_output=True)
    if done.returncode:
        raise Problem(f"Weighing the pages failed:\n{done.stderr.decode()[-2000:]}")
    return json.loads(done.stdout)


def _web(supervisor, env, home, *, cache):
    port = ports.free_port()
    name = f"web-{'cache' if cache else 'plain'}"
    child = Child(
        name,
        portal.gunicorn([f"{ports.HOST}:{port}"]),
        run=home / "run",
        log=home / "log" / f"{name}.log",
        env={**env, **portal.SMALL, "PAGE_CACHE": "1" if cache else "0"},
    )
    return supervisor.start(child), port


def _runs(told, chosen, home):
    """Each page without the cache, and then from it."""
    for page in chosen:
        if page.posts:
            yield load.Run(page.name, "/", posts=str(home / page.posts))
            continue
        path = told["pages"][page.name]["path"]
        headers = (f"Cookie: {told['cookie']}",) if page.as_member else ()
        yield load.Run(page.name, path, headers=headers)
        if page.cached:
            yield load.Run(page.name, path, cache=True)


def _check(runs, *, written):
    """A page that failed has no speed, and a post that wrote nothing is not one."""
    failed = [f"{run.page}: {run.failed}" for run in runs if run.failed]
    if failed:
        raise Problem(f"Requests failed or timed out, so nothing is written down: {failed}.")
    posted = sum(result["requests"] for run in runs if run.posts for result in run.results)
    if written < posted:
        raise Problem(f"{posted} posts were answered and {written} are in the database.")


def _report(told, rates, memory, wanted):
    files = {
        int(path.stem.removeprefix("bench-")): path
        for path in VAR.glob("bench-*.json")
        if path.stem.removeprefix("bench-").isdigit()
    }
    size = report.smaller(wanted.services, files.keys(), wanted.compare)
    fewer = report.read(files[size]) if size else None
    report.judge(told, fewer)
    about = {"services": wanted.services, "rounds": wanted.rounds, "seconds": wanted.seconds}
    about |= {"rates": rates, "memory": memory}
    whole = report.record(told, **about)
    report.write(VAR / "bench.json", whole)
    report.keep(VAR / f"bench-{wanted.services}.json", whole)
    text = f"{report.summary(told, **about)}\n\n{report.table(told, fewer)}"
    say(text)
    if wanted.write:
        report.write_document(ROOT / "docs" / "performance.md", text)

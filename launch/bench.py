"""`make bench`: servers and a database of its own, filled once for each size, then measured by `bench`."""

import json
import os
import shutil
import subprocess

from bench import load, report
from bench.pages import HELLO, PAGES
from launch import environment, portal, ports
from launch.console import Problem, say
from launch.paths import PYTHON, ROOT, VAR, Stamp, fingerprint, make_directory, only_one
from launch.processes import Child, wait_until
from launch.servers import Postgres, Redis
from launch.servers.redis import BROKER, CACHE
from launch.supervisor import Supervisor

USUAL = "20000"
SECONDS = "4"  # of each run of wrk
HOME = VAR / "bench"
MANAGE = [PYTHON, "manage.py"]
EMPTY = ("DROP DATABASE IF EXISTS portal WITH (FORCE);", "CREATE DATABASE portal OWNER portal;")
# What the seeding depends on beside the number of services.
SEEDING = (ROOT / "bench" / "rows.py", ROOT / "bench" / "management" / "commands" / "seed_bench.py")


def run(wake):
    """Exit code 2 without wrk: nothing slower takes its place."""
    if not shutil.which("wrk"):
        say("There is no wrk here, and nothing else can load two workers: apt-get install wrk.")
        return 2
    services, seconds = _number("SERVICES", USUAL), _number("SECONDS", SECONDS)
    portal.set_up(wake)
    home = make_directory(HOME / str(services))
    supervisor = Supervisor(wake, tell=lambda text: None)
    with only_one(home / "lock") as ours:
        if not ours:
            raise Problem("A bench of this size is running already.")
        try:
            env = _start_servers(wake, supervisor, home)
            _fill(wake, supervisor.members[0].process, env, home, services)
            _measure(wake, supervisor, env, home, services=services, seconds=seconds)
        finally:
            supervisor.stop()
    return 0


def _number(name, usual):
    text = os.environ.get(name) or usual
    if not text.isdigit() or int(text) < 1:
        raise Problem(f"{name}={text} is no number.")
    return int(text)


def _start_servers(wake, supervisor, home):
    postgres = supervisor.start(Postgres(home, pause=wake.sleep))
    program = environment.redis_server(wake)
    broker, cache = (
        supervisor.start(Redis(name, home, program=program, settings=settings, pause=wake.sleep))
        for name, settings in (("broker", BROKER), ("cache", CACHE))
    )
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": postgres.url,
        "REDIS_URL": broker.url,
        "CACHE_URL": cache.url,
        "MAIL_TRANSPORT": "smtp://127.0.0.1:9",  # nobody delivers here
        "SECRET_KEY": "bench-" + "x" * 60,
        "LOG_LEVEL": "WARNING",
    }


def _fill(wake, postgres, env, home, services):
    """A database that was not filled to its end by this very seeding is thrown away."""
    patient = {**env, "STATEMENT_TIMEOUT_MS": "0"}
    stamp, wanted = Stamp(home / "filled"), fingerprint(*SEEDING)
    _manage(wake, ["collectstatic", "--no-input", "--verbosity=0"], patient)
    if stamp.is_for(wanted):
        _manage(wake, ["migrate", "--no-input", "--verbosity=0"], patient)
        _manage(wake, ["rebuild_cards"], patient)
        _manage(wake, ["rebuild_idea_cards"], patient)
        return
    stamp.forget()
    for statement in EMPTY:
        if postgres.query(statement, role="postgres", database="postgres") is None:
            raise Problem("The database of the bench cannot be made anew.")
    _manage(wake, ["migrate", "--no-input", "--verbosity=0"], patient)
    say(f"Filling a database with {services:,} services.")
    _manage(wake, ["seed_bench", f"--services={services}"], patient)
    stamp.write(wanted)


def _manage(wake, words, env):
    command = [*MANAGE, *words]
    environment.run_step(wake, command, env=env, failure=f"manage.py {words[0]} failed")


def _measure(wake, supervisor, env, home, *, services, seconds):
    weighed = subprocess.run(
        [*MANAGE, "weigh_bench", home],
        cwd=ROOT,
        env={**env, "PAGE_CACHE": "0"},
        capture_output=True,
    )
    if weighed.returncode:
        raise Problem(f"Weighing the pages failed:\n{weighed.stderr.decode()[-2000:]}")
    told = json.loads(weighed.stdout)
    servers = {cache: _web(supervisor, env, home, cache=cache) for cache in (False, True)}
    listening = {cache: port for cache, (_, port) in servers.items()}
    for _, port in servers.values():
        if not wait_until(lambda port=port: portal.status(port, HELLO.path) == 200, 60):
            raise Problem(f"The web server does not start: see {home / 'log'}.")
    workers = [pid for child, _ in servers.values() for pid in load.children(child.pid)]
    runs = list(_runs(told, home))
    hello = load.Run(HELLO.name, HELLO.path)
    rates = load.measure(
        runs, hello, listening, workers, seconds=seconds, tell=lambda run: _tell(wake, run)
    )
    _report(runs, told, rates, services, [round(load.memory(pid), 1) for pid in workers])


def _web(supervisor, env, home, *, cache):
    port = ports.free_port()
    name = f"web-{'cache' if cache else 'plain'}"
    child = Child(
        name,
        portal.gunicorn([f"{ports.HOST}:{port}"]),
        run=home / "run",
        log=home / "log" / f"{name}.log",
        env={**env, "PAGE_CACHE": "1" if cache else "0"},
    )
    return supervisor.start(child), port


def _runs(told, home):
    """Each page without the cache, and then from it."""
    weights = iter(told["pages"])
    for page in PAGES:
        if page.posts:
            yield load.Run(page.name, "/", posts=str(home / page.posts))
            continue
        weight = next(weights)
        headers = (f"Cookie: {told['cookie']}",) if page.as_member else ()
        yield load.Run(weight["page"], weight["path"], headers=headers)
        if page.cached:
            yield load.Run(weight["page"], weight["path"], cache=True)


def _tell(wake, run):
    wake.sleep(0)
    cache = " from the cache" if run.cache else ""
    say(f"  {run.page}{cache}: {run.ratio:.1%} of hello, round {len(run.results)}")


def _report(runs, told, rates, services, memory):
    rows = report.rows(runs, {weight["page"]: weight for weight in told["pages"]})
    text = report.table(rows, rates)
    about = f"{services:,} services, worker memory {min(memory)} to {max(memory)} MB."
    warned = report.warning(rates)
    report.write_json(VAR / "bench.json", told=rows, rates=rates, services=services, memory=memory)
    report.write_document(
        ROOT / "docs" / "performance.md", "\n\n".join(filter(None, [about, warned, text]))
    )
    say(text)
    say(about)
    say(warned or "The hello view was steady.")

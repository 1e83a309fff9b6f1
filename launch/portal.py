"""The whole portal on this machine: servers, database, web, worker, beat and mail sink."""

import http.client
import os
import shlex
import subprocess
import time

from launch import environment, frontend, ports
from launch.console import Problem, say
from launch.paths import PYTHON, ROOT, VAR, in_turn, kept_secret, last_lines, only_one
from launch.processes import Child, end_leftover
from launch.reload import reloader
from launch.servers import MailSink, Postgres, Redis
from launch.servers.redis import BROKER, CACHE
from launch.supervisor import Supervisor
from launch.wakeup import Stopped

RUN = VAR / "run"
LOG = VAR / "log"
LOCK = RUN / "launcher.lock"
VARIABLES = RUN / "environment"
# The C library would keep memory apart for each of eight threads, and fill it.
SMALL = {"MALLOC_ARENA_MAX": "2"}
# What an earlier launcher may have left behind, in the order in which it is stopped.
PROCESSES = ("step", "web", "worker", "beat", "sink", "cache", "broker", "postgres")
LARGEST_LOG = 10_000_000  # bytes; beyond it a start begins a new one
READY_WITHIN = 90  # seconds
CELERY = [PYTHON, "-m", "celery", "--app", "smartcounty.celery"]


def run(wake, *, dev=False):
    """Everything, until asked to stop. The exit code is 0 when that was the reason to end."""
    port = ports.wanted_port(os.environ.get("PORT", "8000"))
    with only_one(LOCK) as ours:
        if not ours:
            raise Problem("The portal is running in this directory already: stop that one first.")
        supervisor = Supervisor(wake)
        try:
            background = _start(wake, supervisor, port, dev)
            supervisor.watch(*[reloader(wake, background)] if dev else ())
        except Stopped:
            return 0
        finally:
            supervisor.stop()
            VARIABLES.unlink(missing_ok=True)


def manage(wake, arguments):
    """`manage.py` with the servers of the running portal, or with servers of its own for the while."""
    with only_one(LOCK) as ours:
        if not ours:
            return _manage({**os.environ, **_read_variables()}, arguments)
        supervisor = Supervisor(wake)
        try:
            _end_leftovers()
            set_up(wake)
            variables = _variables("8000", dev=False) | start_servers(wake, supervisor)
            return _manage({**os.environ, **variables}, arguments)
        finally:
            supervisor.stop()


def set_up(wake, *, dev=False):
    """Packages, programs and front end; one at a time, as several starts may share this directory."""
    with in_turn(VAR / "set-up.lock", wake.sleep):
        environment.prepare(wake, dev=dev)
        frontend.prepare(wake)
        if not (os.environ.get("REDIS_URL") and os.environ.get("CACHE_URL")):
            environment.redis_server(wake)


def start_servers(wake, supervisor):
    """Those that the environment does not name. Returns the variables that name these."""
    started = {}
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(VAR, pause=wake.sleep)
        started["DATABASE_URL"] = supervisor.start(postgres, essential=True).url
    for variable, name, settings in (
        ("REDIS_URL", "broker", BROKER),
        ("CACHE_URL", "cache", CACHE),
    ):
        if not os.environ.get(variable):
            program = environment.redis_server(wake)
            redis = Redis(name, VAR, program=program, settings=settings, pause=wake.sleep)
            started[variable] = supervisor.start(redis, essential=True).url
    if not os.environ.get("MAIL_TRANSPORT"):
        started["MAIL_TRANSPORT"] = supervisor.start(MailSink(VAR, pause=wake.sleep)).url
    return started


def _start(wake, supervisor, port, dev):
    _end_leftovers()
    addresses = ports.listening_addresses(port)
    set_up(wake)
    say("Starting PostgreSQL, Redis and the mail sink.")
    variables = _variables(port, dev) | start_servers(wake, supervisor)
    _write_variables(variables)
    env = {**os.environ, **variables, **SMALL, "PYTHONUNBUFFERED": "1"}
    say("Bringing database and static files up to date.")
    _prepare(wake, env, "dev" if dev else "demo")

    say("Starting web, worker and beat.")
    beat = [*CELERY, "beat", "--pidfile=", f"--schedule={RUN / 'beat-schedule'}"]
    worker = [*CELERY, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"]
    background = [
        supervisor.start(Child(name, command, run=RUN, log=LOG / f"{name}.log", env=env))
        for name, command in (("beat", beat), ("worker", worker))
    ]
    command = _runserver(port) if dev else gunicorn(addresses)
    log = None if dev else LOG / "web.log"
    web = supervisor.start(Child("web", command, run=RUN, log=log, env=env), essential=True)
    _wait_for_pages(wake, web, port)
    _greet(port)
    return background


def _end_leftovers():
    for name in PROCESSES:
        if end_leftover(RUN / f"{name}.pid"):
            say(f"Stopped {name}, left over from an earlier start.")
    for log in LOG.glob("*.log"):
        if log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.old"))


def _variables(port, dev):
    return {
        "DJANGO_SETTINGS_MODULE": f"smartcounty.settings.{'dev' if dev else 'demo'}",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or kept_secret(VAR / "secret_key"),
        "SITE_URL": f"http://{ports.HOST}:{port}",
    }


def _write_variables(variables):
    """So that a command can join the running portal; the secrets in it are for our eyes only."""
    VARIABLES.unlink(missing_ok=True)
    VARIABLES.touch(mode=0o600)
    lines = [f"{name}={shlex.quote(value)}\n" for name, value in variables.items()]
    VARIABLES.write_text("".join(lines))


def _read_variables():
    if not VARIABLES.exists():
        raise Problem("The portal is just starting or stopping: try again in a moment.")
    return dict(word.split("=", 1) for word in shlex.split(VARIABLES.read_text()))


def _manage(env, arguments):
    return subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, env=env).returncode


def _prepare(wake, env, mode):
    environment.run_step(
        wake,
        [PYTHON, "-m", "launch.prepare", mode],
        env={**env, "STATEMENT_TIMEOUT_MS": "0"},  # a migration may take its time
        failure="Bringing the database up to date failed",
    )


def gunicorn(addresses):
    """No access log: addresses hold postcodes, which are nobody's business."""
    options = ["--workers=2", "--worker-class=gthread", "--threads=4", "--graceful-timeout=8"]
    binds = [f"--bind={address}" for address in addresses]
    program = [PYTHON, "-m", "gunicorn", "smartcounty.wsgi:application"]
    return [*program, *binds, *options, "--no-control-socket"]


def _runserver(port):
    return [PYTHON, "manage.py", "runserver", f"{ports.HOST}:{port}"]


def _wait_for_pages(wake, web, port):
    end = time.monotonic() + READY_WITHIN
    while status(port, "/health/live") != 200:
        if web.has_ended() or time.monotonic() > end:
            shown = f"; the end of {web.log} is\n{last_lines(web.log)}" if web.log else "."
            raise Problem(f"The web server does not start{shown}")
        wake.sleep(0.1)
    if status(port, "/") >= 500:
        say(f"The home page has an error: see {web.log or 'above'}.")


def status(port, path):
    connection = http.client.HTTPConnection(ports.HOST, port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _greet(port):
    say(f"ready http://{ports.HOST}:{port}/")
    say(f"passkeys need http://localhost:{port}/")
    say("Demo sign-ins:")
    for line in (RUN / "demo_accounts").read_text().splitlines():
        say(f"  {line}")
    say(f"Mail lands in {(VAR / 'mail').relative_to(ROOT)}/, logs in {LOG.relative_to(ROOT)}/.")
    say("Ctrl-C stops everything.")

"""`make test`: the checks and the tests, on servers of their own that are thrown away afterwards.

The pre-commit hooks run the same checks by name, one hook for each.
"""

import os
import secrets
import shutil
import subprocess
import time

from launch import environment, portal
from launch.console import Problem, say
from launch.paths import PYTHON, ROOT, VAR, VENV, in_turn, make_directory, only_one
from launch.processes import end_leftover
from launch.servers import Postgres, Redis
from launch.servers.redis import BROKER, CACHE
from launch.supervisor import Supervisor

TESTS = VAR / "test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BIN = VENV / "bin"
MANAGE = [PYTHON, "manage.py"]
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "smartcounty.settings.test"}
# Complete and made up: what `check --deploy` needs in order to look at the production settings.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "smartcounty.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "DATABASE_URL": "postgres://portal:secret@db.example/portal",
    "REDIS_URL": "redis://:secret@queue.example:6379/0",
    "CACHE_URL": "redis://:secret@cache.example:6379/0",
    "MAIL_TRANSPORT": "smtp://user:secret@mail.example:587",
    "SITE_URL": "https://marketplace.example",
    "ALLOWED_HOSTS": "marketplace.example",
    "DEFAULT_FROM_EMAIL": "no-reply@marketplace.example",
    "COUNTY_OPERATOR": "Mid-Trent Council",
    "COUNTY_CONTACT_EMAIL": "hello@marketplace.example",
}


def _templates():
    return sorted((ROOT / "templates").rglob("*.html"))


# name: (command, environment)
CHECKS = {
    "lint": (lambda: [PYTHON, "-m", "ruff", "check"], {}),
    "format": (lambda: [PYTHON, "-m", "ruff", "format", "--check"], {}),
    "templates": (lambda: [BIN / "djade", "--check", *_templates()], {}),
    "layers": (lambda: [BIN / "lint-imports", "--no-logo"], {}),
    "migrations": (lambda: [*MANAGE, "makemigrations", "--check", "--dry-run"], TEST_SETTINGS),
    "system": (lambda: [*MANAGE, "check"], TEST_SETTINGS),
    "production": (lambda: [*MANAGE, "check", "--deploy", "--fail-level=WARNING"], PRODUCTION),
}


def check(wake, names):
    """Run some of the checks, or all. They need no servers. Returns the exit code."""
    for name in names:
        if name not in CHECKS:
            raise Problem(f"There is no check {name}: choose from {', '.join(CHECKS)}.")
    with in_turn(VAR / "set-up.lock", wake.sleep):
        environment.prepare(wake, dev=True)
    failed = [name for name in names or CHECKS if not _passes(name)]
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def tidy(wake):
    """Let the formatters rewrite what they would complain about. Returns the exit code."""
    with in_turn(VAR / "set-up.lock", wake.sleep):
        environment.prepare(wake, dev=True)
    subprocess.run([PYTHON, "-m", "ruff", "check", "--fix", "--quiet"], cwd=ROOT)
    subprocess.run([PYTHON, "-m", "ruff", "format"], cwd=ROOT)
    subprocess.run([BIN / "djade", *_templates()], cwd=ROOT)
    return check(wake, ["lint", "format", "templates"])


def _passes(name):
    command, variables = CHECKS[name]
    begun = time.monotonic()
    say(f"-- {name}")
    done = subprocess.run(command(), cwd=ROOT, env={**os.environ, **variables})
    say(f"   {'passed' if done.returncode == 0 else 'FAILED'}, {time.monotonic() - begun:.1f} s")
    return done.returncode == 0


def run_tests(wake, arguments, *, with_checks):
    """The checks, then pytest with `arguments`. Returns the exit code."""
    browser = _browser()
    portal.set_up(wake, dev=True)
    if with_checks and check(wake, []):
        return 1
    _clear_abandoned()
    directory = make_directory(TESTS / secrets.token_hex(3))
    supervisor = Supervisor(wake, tell=lambda text: None)  # the last word is pytest's
    with only_one(directory / "lock"):
        try:
            variables = _start_servers(wake, supervisor, directory) | TEST_SETTINGS | browser
            return _pytest({**os.environ, **variables}, arguments)
        finally:
            supervisor.stop()
            _clear(directory)


def _browser():
    """The variable that tells the tests where the browser is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return {"CHROMIUM": found}
    if os.environ.get("CI") == "true":
        raise Problem(
            "There is no Chromium here, and with CI=true none of its tests may be skipped."
        )
    say("No Chromium found, by CHROMIUM= or on the PATH: the tests in a browser will be skipped.")
    return {}


def _start_servers(wake, supervisor, directory):
    postgres = Postgres(directory, throw_away=True, pause=wake.sleep)
    variables = {"DATABASE_URL": supervisor.start(postgres).url}
    for variable, name, settings in (
        ("REDIS_URL", "broker", BROKER),
        ("CACHE_URL", "cache", CACHE),
    ):
        program = environment.redis_server(wake)
        redis = Redis(name, directory, program=program, settings=settings, pause=wake.sleep)
        variables[variable] = supervisor.start(redis).url
    return variables


def _pytest(env, arguments):
    """Three workers on two cores, as tests often wait for processes; unless the arguments say otherwise."""
    if env.pop("PYTHONDONTWRITEBYTECODE", None):
        # Beside the sources nothing is wanted; but the tests start so many processes that each must not compile anew.
        env["PYTHONPYCACHEPREFIX"] = str(VAR / "compiled")
    workers = [] if any(word.startswith("-n") for word in arguments) else ["-n", "3"]
    command = [PYTHON, "-m", "pytest", *workers, "--dist=loadgroup", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env).returncode


def _clear_abandoned():
    """Servers and files of test runs that were killed."""
    for directory in TESTS.glob("*/"):
        with only_one(directory / "lock") as ours:
            if ours:
                _clear(directory)


def _clear(directory):
    for name in ("cache", "broker", "postgres"):
        end_leftover(directory / "run" / f"{name}.pid")
    Postgres(directory, throw_away=True).discard()
    shutil.rmtree(directory, ignore_errors=True)

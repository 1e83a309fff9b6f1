"""`python3 -m launch COMMAND`, as the Makefile says it."""

import argparse
import sys

from launch import bench, checks, environment, portal
from launch.console import Problem, say
from launch.paths import VENV
from launch.wakeup import Stopped, Wakeup

COMPILE = [
    *[
        "pip",
        "compile",
        "--no-config",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
    ],
    *["--no-header", "--no-emit-index-url", "--no-emit-find-links", "--strip-extras"],
]
# name of the lock file: what goes into it
LOCKS = {
    "app": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group=dev", "--constraint=requirements/app.lock"],
    "places": ["--group=places", "--constraint=requirements/app.lock"],
    "node": ["--group=node", "--no-deps"],
    "redis": ["--group=redis", "--no-deps"],
}


def main(words):
    arguments = _parse(words)
    if sys.platform != "linux":
        say("This works on Linux only; elsewhere use `docker compose up`.")
        return 1
    wake = Wakeup()
    try:
        return arguments.command(wake, arguments)
    except Stopped:
        say("Stopped.")
        return 130
    except Problem as problem:
        say(str(problem))
        return 1
    except PermissionError as error:
        say(f"{error.filename} belongs to another user: run as that user, or remove it.")
        return 1


def _parse(words):
    """What follows a command that hands it on is not looked at here: `pytest --durations=9`."""
    arguments = _parser().parse_args(words[:1])
    if arguments.hands_on:
        arguments.rest = words[1:]
        return arguments
    return _parser().parse_args(words)


def _parser():
    parser = argparse.ArgumentParser(prog="python3 -m launch")
    commands = parser.add_subparsers(required=True)

    def add(name, command, text, *, rest=None):
        sub = commands.add_parser(name, help=text)
        sub.set_defaults(command=command, hands_on=bool(rest))
        if rest:
            sub.add_argument("rest", metavar=rest, nargs="*")

    add("run", lambda wake, _: portal.run(wake), "the whole portal with demo data")
    add("dev", lambda wake, _: portal.run(wake, dev=True), "the same, reloading what you edit")
    add("build", lambda wake, _: portal.set_up(wake), "packages and front end only")
    add("manage", lambda wake, given: portal.manage(wake, given.rest), "manage.py", rest="WORD")
    add("check", lambda wake, given: checks.check(wake, given.rest), "checks", rest="NAME")
    add("tidy", lambda wake, _: checks.tidy(wake), "let the formatters rewrite files")
    add("test", _test, "checks and tests", rest="WORD")
    add("pytest", _pytest, "tests without the checks", rest="WORD")
    add("bench", lambda wake, _: bench.run(wake), "how fast the pages are, on SERVICES services")
    add("lock", _lock, "write requirements/*.lock anew; --upgrade for newer ones", rest="WORD")
    return parser


def _test(wake, given):
    return checks.run_tests(wake, given.rest, with_checks=True)


def _pytest(wake, given):
    return checks.run_tests(wake, given.rest, with_checks=False)


def _lock(wake, given):
    environment.prepare(wake, dev=True)
    uv = VENV / "bin" / "uv"
    for name, options in LOCKS.items():
        output = f"--output-file=requirements/{name}.lock"
        command = [uv, *COMPILE, *options, output, *given.rest]
        environment.run_step(wake, command, failure=f"Writing requirements/{name}.lock failed")

import ast
import subprocess
import sys
import time

import pytest

from launch import commands
from launch.paths import ROOT

INSIDE_THE_ENVIRONMENT = {"launch/prepare.py", "launch/sink.py"}


# What the launcher takes from the bench, which otherwise runs inside the virtual environment.
OF_THE_BENCH = ["__init__.py", "load.py", "pages.py", "report.py"]


def _sources():
    return sorted(
        [*(ROOT / "launch").rglob("*.py"), *(ROOT / "bench" / name for name in OF_THE_BENCH)]
    )


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_launcher_needs_nothing_but_the_standard_library(path):
    if str(path.relative_to(ROOT)) in INSIDE_THE_ENVIRONMENT:
        pytest.skip("runs inside the virtual environment")

    modules = {name.split(".")[0] for name in _imported(ast.parse(path.read_text()))}

    assert modules - sys.stdlib_module_names - {"launch", "bench"} == set()


def test_an_old_python_gets_one_sentence():
    program = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0);"
        "runpy.run_module('launch', run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr == (
        "The portal needs Python 3.11 or newer and this is Python 3.9: "
        "name a newer one, for example `make run PYTHON=python3.12`.\n"
    )


def test_the_door_parses_on_old_pythons():
    ast.parse((ROOT / "launch/__main__.py").read_text(), feature_version=(3, 4))


def test_each_target_of_the_makefile_is_a_command():
    lines = (ROOT / "Makefile").read_text().splitlines()
    called = {line.split("-m launch ")[1].split()[0] for line in lines if "-m launch " in line}

    assert called == set(_commands())


def test_the_launcher_starts_at_once():
    """One time of three, as the machine may be busy with other tests."""
    assert any(_start_takes() < 2 for _ in range(3))


def _start_takes():
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "launch", "--help"], cwd=ROOT, capture_output=True)
    return time.monotonic() - begun


def _commands():
    [subparsers] = [action for action in commands._parser()._actions if action.choices]
    return subparsers.choices


def test_options_for_another_program_are_handed_on():
    arguments = commands._parse(["pytest", "--durations=9", "-k", "places"])

    assert arguments.rest == ["--durations=9", "-k", "places"]

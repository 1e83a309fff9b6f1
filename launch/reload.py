"""What `make dev` does when a file is edited. The web process has Django's own reloader."""

from launch import frontend
from launch.console import Problem, say
from launch.paths import ROOT

NOT_OURS = {"launch", "tests", "var", "node_modules"}


class Edits:
    """Notices new, changed and removed files by their modification times."""

    def __init__(self, *directories, suffixes):
        self.directories = directories
        self.suffixes = suffixes
        self.seen = self._look()

    def _look(self):
        return {
            path: path.stat().st_mtime_ns
            for directory in self.directories
            for path in directory.rglob("*")
            if path.suffix in self.suffixes and path.is_file()
        }

    def found(self):
        before, self.seen = self.seen, self._look()
        return before != self.seen


def reloader(wake, processes):
    """A function for the supervisor: restarts the processes, or builds the front end, after an edit."""
    packages = [path.parent for path in ROOT.glob("*/__init__.py")]
    own = [path for path in packages if path.name not in NOT_OURS]
    code = Edits(*own, ROOT / "templates", suffixes={".py", ".html", ".txt"})
    looks = Edits(ROOT / "static", suffixes={".scss", ".mjs", ".js", ".svg"})

    def after_edits():
        if looks.found():
            try:
                frontend.prepare(wake)
            except Problem as problem:
                say(str(problem))
        if code.found():
            for process in processes:
                say(f"Restarting {process.name}: code has changed.")
                process.stop()
                process.start()

    return after_edits

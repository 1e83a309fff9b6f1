import os
import signal
import subprocess
import sys

import psycopg2
import pytest

from launch.processes import status_of, wait_until, working_in
from launch.servers import Postgres


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    with Postgres(tmp_path_factory.mktemp("pg"), throw_away=True) as server:
        yield server


def test_the_portal_connects_as_an_ordinary_role_that_owns_its_database(postgres):
    role = postgres.query(
        "SELECT rolsuper, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = current_user;"
    )
    owner = postgres.query(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database();"
    )

    assert role == "f|f|f"
    assert owner == "portal"


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent", "btree_gist"])
def test_that_role_may_create_the_trusted_extensions(postgres, extension):
    assert postgres.query(f"CREATE EXTENSION IF NOT EXISTS {extension}; SELECT 'made';") == "made"


def test_letters_beyond_ascii_have_a_lower_case_without_icu(postgres):
    assert postgres.query("SELECT lower('ÉŴ');") == "éŵ"
    assert (
        postgres.query("SELECT datlocprovider FROM pg_database WHERE datname = current_database();")
        == "b"
    )


def test_it_listens_on_no_network_and_its_socket_path_is_short(postgres):
    assert postgres.query("SHOW listen_addresses;") == ""
    assert len(os.fsencode(postgres.socket / ".s.PGSQL.5432")) < 100


def test_only_its_own_account_can_enter_the_socket_directory(postgres):
    assert postgres.socket.stat().st_mode & 0o777 == 0o700


def test_the_data_outlive_a_killed_server_with_a_backend_at_work(postgres):
    postgres.query("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7);")
    with_backend = psycopg2.connect(host=str(postgres.socket), user="portal", dbname="portal")
    busy = working_in(postgres.data)

    os.kill(postgres.pid, signal.SIGKILL)
    assert wait_until(postgres.has_ended, 5)
    postgres.start()

    assert postgres.query("SELECT id FROM kept;") == "7"
    assert not set(busy) & set(working_in(postgres.data))
    with_backend.close()


def test_a_leftover_pid_in_its_lock_files_does_not_hinder_a_start(postgres):
    postgres.kill()
    foreign = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    lock = postgres.data / "postmaster.pid"
    lock.write_text("\n".join([str(foreign.pid), *lock.read_text().splitlines()[1:]]) + "\n")

    postgres.start()

    assert postgres.query("SELECT 1;") == "1"
    assert status_of(foreign.pid).is_running
    foreign.kill()
    foreign.wait()


def test_a_running_server_that_lost_its_pid_file_is_stopped_before_the_next_starts(postgres):
    lost = postgres.child
    lost.pid_file.unlink()

    postgres.start()

    assert wait_until(lost.has_ended, 1)
    assert postgres.query("SELECT 1;") == "1"


def test_below_a_long_path_the_socket_is_somewhere_short(tmp_path):
    directory = tmp_path / ("long" * 30)
    with Postgres(directory, throw_away=True) as server:
        assert len(os.fsencode(server.socket / ".s.PGSQL.5432")) < 100
        assert server.query("SELECT 1;") == "1"
        socket = server.socket

    assert not socket.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_started_by_root_it_runs_as_somebody_else_and_changes_no_mode_on_the_way(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with Postgres(closed / "var", throw_away=True) as server:
        assert os.stat(f"/proc/{server.pid}").st_uid == server.place.account[0] != 0
        assert not server.place.home.is_relative_to(closed)
        home = server.place.home
        server.stop()
        server.start()
        assert server.place.home == home

    assert closed.stat().st_mode & 0o777 == 0o700
    assert not home.exists()

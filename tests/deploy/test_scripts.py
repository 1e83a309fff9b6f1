"""The scripts of deploy/, run: what they call, in which order, and when they stop."""

import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from launch.paths import ROOT

DOCKER = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
    *"$FAILS"*) exit 1 ;;
    *healthy*) [ "$(grep -c "exec -T $4 python" "$CALLS")" -ge "$PATIENCE" ] ;;
esac
"""
NEVER = "no such call"


def upgrade(tmp_path, *, fails=NEVER, patience=1):
    """Run it with a stand-in for docker; gives the exit code and what docker was asked."""
    for name, text in {"docker": DOCKER, "sleep": "#!/bin/sh\n"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    calls = tmp_path / "calls"
    told = {"CALLS": str(calls), "FAILS": fails, "PATIENCE": str(patience)}
    env = os.environ | told | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", ROOT / "deploy" / "upgrade.sh"], env=env, capture_output=True)
    return done.returncode, [
        line.removeprefix("compose ") for line in calls.read_text().splitlines()
    ]


def of_the_second(asked):
    return [call for call in asked if "web2" in call]


def test_an_upgrade_migrates_and_then_replaces_one_web_service_after_the_other(tmp_path):
    code, asked = upgrade(tmp_path, patience=3)
    ready = "exec -T {} python deploy/healthy.py /health/ready"
    replaced = [
        call
        for web in ("web1", "web2")
        for call in (
            f"up --detach --no-deps {web}",
            *[ready.format(web)] * 3,
            "exec -T nginx nginx -s reload",
        )
    ]
    command = "run --rm -T web1 python manage.py "
    assert code == 0
    assert asked == [
        "build",
        f"{command}migrate --no-input",
        f"{command}sync_roles",
        *replaced,
        "up --detach --no-deps worker beat",
        f"{command}rebuild_cards",
        f"{command}rebuild_idea_cards",
    ]


@pytest.mark.parametrize("step", ["build", "migrate", "up --detach --no-deps web1", "healthy"])
def test_an_upgrade_that_fails_leaves_the_second_web_service_as_it_was(tmp_path, step):
    code, asked = upgrade(tmp_path, fails=step)
    assert code != 0
    assert of_the_second(asked) == []


def test_a_command_without_containers_has_the_environment_of_the_services(tmp_path):
    """Also words with spaces and signs, which a service manager and a shell must read alike."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "manage.sh", tmp_path / "deploy")
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$PWD $DEFAULT_FROM_EMAIL $*"\n')
    python.chmod(0o755)
    environment = tmp_path / "portal.env"
    environment.write_text('DEFAULT_FROM_EMAIL="Marketplace <no-reply@marketplace.example.org>"\n')

    done = subprocess.run(
        [tmp_path / "deploy" / "manage.sh", "backup", "--keep", "14", "/a place"],
        env=os.environ | {"PORTAL_ENVIRONMENT": str(environment)},
        capture_output=True,
        text=True,
    )

    said = "Marketplace <no-reply@marketplace.example.org> manage.py backup --keep 14 /a place"
    assert done.stdout == f"{tmp_path} {said}\n"


class _Web(BaseHTTPRequestHandler):
    """Answers as a web process that is not ready."""

    def do_GET(self):
        named = self.headers["Host"], self.headers["X-Forwarded-Proto"]
        is_asked_as_by_nginx = named == ("www.example.org", "https")
        self.send_response(200 if is_asked_as_by_nginx and self.path == "/health/live" else 503)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.mark.parametrize(("path", "code"), [("/health/live", 0), ("/health/ready", 1)])
def test_the_health_check_fails_unless_the_process_answers(path, code):
    with HTTPServer(("127.0.0.1", 0), _Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [sys.executable, ROOT / "deploy" / "healthy.py", path, str(server.server_port)]
        env = {"ALLOWED_HOSTS": "www.example.org,example.org"}
        done = subprocess.run(command, env=env, capture_output=True)
        server.shutdown()
    assert done.returncode == code

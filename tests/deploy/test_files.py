"""Dockerfile, compose file and nginx's file, held against the settings and against each other."""

import ast
import re
import shlex
import subprocess
from itertools import pairwise

import pytest
import yaml
from django.core.management import get_commands

from launch.paths import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
PORTAL = ("web1", "web2", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
GUNICORN = ast.parse((ROOT / "deploy" / "gunicorn.conf.py").read_text())
# Read by gunicorn, by Django itself and by the C library.
READ_ELSEWHERE = {"DJANGO_SETTINGS_MODULE", "WEB_CONCURRENCY", "MALLOC_ARENA_MAX"}
# Nobody who runs a portal sets these.
LEFT_OUT = {"STAFF_TWO_FACTOR", "PAGE_CACHE", "PARTS_CACHE", "CSRF_TRUSTED_ORIGINS"}


def read():
    """The environment variables that the settings of production read."""
    modules = (ROOT / "smartcounty" / "settings").glob("*.py")
    return set(re.findall(r'\benv\(\s*"([A-Z_]+)"', "".join(path.read_text() for path in modules)))


def needed():
    """Without these, production does not start."""
    tree = ast.parse((ROOT / "smartcounty" / "settings" / "prod.py").read_text())
    [table] = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "_NEEDED"
    ]
    return set(ast.literal_eval(table))


def gunicorn(name):
    [value] = [
        node.value.value
        for node in GUNICORN.body
        if isinstance(node, ast.Assign) and node.targets[0].id == name
    ]
    return value


@pytest.mark.parametrize("service", PORTAL)
def test_each_process_has_all_that_production_needs_and_nothing_nobody_reads(service):
    given = set(SERVICES[service]["environment"])
    assert needed() - given == set()
    assert given - read() - READ_ELSEWHERE == set()
    assert read() - given == LEFT_OUT
    assert SERVICES[service]["environment"]["DJANGO_SETTINGS_MODULE"].endswith(".prod")


def test_secrets_come_from_outside_and_are_asked_for():
    environment = SERVICES["web1"]["environment"]
    for name in needed():
        assert re.search(r"\$\{[A-Z_]+:\?[^}]+\}", environment[name]), name
    text = (ROOT / "docker-compose.yml").read_text()
    assert not re.search(r"(?i)(password|secret|key)\w*: (?!.*\$)\S", text)


def test_the_database_is_kept_where_version_18_puts_it():
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert SERVICES["postgres"]["volumes"] == ["database:/var/lib/postgresql"]


@pytest.mark.parametrize(
    ("service", "options"),
    [
        ("broker", {"--appendonly": "yes", "--maxmemory-policy": "noeviction"}),
        ("cache", {"--save": "", "--maxmemory-policy": "allkeys-lru"}),
    ],
)
def test_the_queue_loses_nothing_and_the_cache_never_grows(service, options):
    words = shlex.split(SERVICES[service]["command"])
    found = dict(pairwise(words))
    assert {name: found[name] for name in options} == options
    assert found["--requirepass"].startswith("${")
    assert ("volumes" in SERVICES[service]) == (service == "broker")


def test_only_nginx_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_every_service_restarts_and_tells_how_it_is():
    assert {service["restart"] for service in SERVICES.values()} == {"unless-stopped"}
    assert [name for name, service in SERVICES.items() if "healthcheck" not in service] == ["beat"]


@pytest.mark.parametrize("service", PORTAL)
def test_the_portal_runs_with_few_rights(service):
    assert SERVICES[service]["read_only"] is True
    assert SERVICES[service]["cap_drop"] == ["ALL"]


def test_whoever_stops_a_process_waits_until_it_is_done():
    def seconds(service):
        return int(SERVICES[service]["stop_grace_period"].removesuffix("s"))

    assert seconds("web1") > gunicorn("graceful_timeout")
    assert seconds("worker") > 60  # CELERY_TASK_TIME_LIMIT
    [patience] = re.findall(r"proxy_read_timeout (\d+)s", NGINX)
    assert int(patience) > gunicorn("timeout")


def test_the_number_of_database_clients_is_what_the_processes_come_to():
    environment = SERVICES["web1"]["environment"]
    webs = sum(name.startswith("web") for name in SERVICES)
    threads = webs * int(environment["WEB_CONCURRENCY"]) * gunicorn("threads")
    [processes] = re.findall(r"--concurrency=(\d+)", SERVICES["worker"]["command"])
    assert int(environment["DATABASE_CLIENTS"]) == threads + int(processes) + 1


def test_nginx_knows_both_web_services_and_counts_as_one_proxy():
    servers = re.findall(r"server (\w+):8000", NGINX)
    assert servers == [name for name in SERVICES if name.startswith("web")]
    assert SERVICES["web1"]["environment"]["TRUSTED_PROXY_COUNT"] == "1"
    # Replaced, not added to: what a visitor says of where they come from is not passed on.
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX


def test_nginx_has_limits_and_tells_nothing_of_people():
    for line in (
        "client_max_body_size 10m;",
        "client_header_timeout 10s;",
        "client_body_timeout 10s;",
        "server_tokens off;",
    ):
        assert line in NGINX
    [form] = re.findall(r"log_format portal [^;]+;", NGINX)
    assert not re.search(r"\$(remote|realip|proxy|uri|request\b|request_uri|args|http_)", form)


def test_the_image_runs_as_nobody_in_particular():
    last = DOCKERFILE.split("\nFROM ")[-1]
    assert re.search(r"^USER portal$", last, re.MULTILINE)
    assert last.index("USER portal") < last.index("CMD")


def test_the_image_holds_every_app_and_builds_the_front_end_apart():
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", DOCKERFILE, re.MULTILINE)
    assert [name for _, name in stages] == ["front-end", "packages", ""]
    ours = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"smartcounty", "templates"}
    copied = set(re.findall(r"^COPY (\w+) \./\1$", DOCKERFILE, re.MULTILINE))
    assert ours <= copied
    assert "--require-hashes" in DOCKERFILE
    assert "collectstatic" in DOCKERFILE


def test_the_image_is_made_of_nothing_that_git_does_not_have():
    allowed = [
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert {path for line in copied for path in line.split()} == set(allowed)
    assert all((ROOT / path).exists() for path in allowed)


def test_the_guide_names_commands_services_and_files_that_are_there():
    commands = set(re.findall(r"manage\.py\s+(\w+)", OPERATIONS))
    assert commands - set(get_commands()) == set()
    assert {"migrate", "sync_roles", "createadmin", "backup", "restore"} <= commands
    run = set(re.findall(r"docker compose run (?:--\S+ (?:\"\S+ ?\S*\" )?)*(\w+)", OPERATIONS))
    assert run == {"web1"}
    for path in re.findall(r"\b(?:deploy|docs)/[\w.-]+\w", OPERATIONS):
        assert (ROOT / path).exists(), path


def test_the_guide_sets_every_variable_that_compose_asks_for():
    [block] = re.findall(r"   ```\n(   SECRET_KEY=.*?)   ```", OPERATIONS, re.DOTALL)
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert set(re.findall(r"^   ([A-Z_]+)=", block, re.MULTILINE)) == asked


def test_the_guide_without_containers_sets_all_that_production_needs():
    [first, second] = re.findall(r"   ```\n((?:   [A-Z_]+=.*\n)+)", OPERATIONS)
    named = set(re.findall(r"^   ([A-Z_]+)=", first + second, re.MULTILINE))
    assert needed() - named == set()
    assert set(re.findall(r"^   ([A-Z_]+)=", second, re.MULTILINE)) <= set(
        SERVICES["web1"]["environment"]
    )
    # Read by a shell and by a service manager as well.
    assert not re.search(r"^   [A-Z_]+=[^\"\n]* ", first + second, re.MULTILINE)


def test_the_command_of_the_guide_makes_nginxs_file_one_for_no_containers():
    [command] = re.findall(r"^   (sed -e .+?) > /etc/nginx/nginx\.conf$", OPERATIONS, re.M | re.S)
    made = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True).stdout
    assert re.findall(r"server (\S+) max_fails", made) == ["127.0.0.1:8001", "127.0.0.1:8002"]
    assert re.findall(r"^(?:    )*(?:listen|pid|access_log) ([^; ]+)", made, re.M) == [
        "/run/nginx.pid",
        "/var/log/nginx/portal.log",
        "80",
        "443",
    ]
    assert not re.search("web1|web2|/dev/stdout|/etc/nginx/tls", made)


def test_the_upgrade_runs_commands_and_services_that_are_there():
    script = (ROOT / "deploy" / "upgrade.sh").read_text()
    assert set(re.findall(r"manage\.py (\w+)", script)) <= set(get_commands())
    assert "for web in web1 web2; do" in script
    assert subprocess.run(["sh", "-n", ROOT / "deploy" / "upgrade.sh"]).returncode == 0

#!/bin/sh
# A management command on a server without containers, with the environment of its services: deploy/manage.sh migrate
set -eu
cd "$(dirname "$0")/.."
set -a
# shellcheck source=/dev/null
. "${PORTAL_ENVIRONMENT:-/etc/portal.env}"
set +a
exec .venv/bin/python manage.py "$@"

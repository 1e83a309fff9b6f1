#!/bin/sh
# Bring in the release that is checked out here, one web service after the other. Stops at the first thing that fails:
# what ran before goes on running. docs/operations.md says when, and how to go back.
set -eu
cd "$(dirname "$0")/.."

healthy() {
    for _ in $(seq 60); do
        if docker compose exec -T "$1" python deploy/healthy.py /health/ready; then return 0; fi
        sleep 2
    done
    echo "$1 does not become ready: docker compose logs $1" >&2
    return 1
}

docker compose build
docker compose run --rm -T web1 python manage.py migrate --no-input
docker compose run --rm -T web1 python manage.py sync_roles
for web in web1 web2; do
    docker compose up --detach --no-deps "$web"
    healthy "$web"
    # The new container may have another address; and without a reload nginx would go on leaving it alone for two
    # seconds after its last failure, in which the other one must not be stopped.
    docker compose exec -T nginx nginx -s reload
done
docker compose up --detach --no-deps worker beat
# Stored cards name the new style sheet and drawings.
docker compose run --rm -T web1 python manage.py rebuild_cards
docker compose run --rm -T web1 python manage.py rebuild_idea_cards

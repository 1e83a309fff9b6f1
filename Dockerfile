# The front end: styles, scripts and typeface.
FROM node:24-slim AS front-end
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static ./static
RUN npm run build

# The packages, exactly as the lock files say; places.lock is the postcodes that `load_places` reads.
FROM python:3.13-slim AS packages
COPY requirements/app.lock requirements/places.lock ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
        --requirement app.lock --requirement places.lock

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -m 700 /erasures
COPY --from=packages /venv /venv
WORKDIR /portal
COPY manage.py ./
COPY deploy/gunicorn.conf.py deploy/healthy.py deploy/
COPY templates ./templates
COPY smartcounty ./smartcounty
COPY hubs ./hubs
COPY services ./services
COPY ideas ./ideas
COPY feedback ./feedback
COPY --from=front-end /portal/var/build ./var/build
# Names with hashes, and compressed: no setting of production matters for this, so no secret is asked for.
RUN DJANGO_SETTINGS_MODULE=smartcounty.settings.demo python manage.py collectstatic --no-input --verbosity 0
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config=deploy/gunicorn.conf.py", "smartcounty.wsgi:application"]

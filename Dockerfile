# Thoughts On in a container: no build tools in the result, no root, one volume.
FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev
WORKDIR /source
COPY pyproject.toml setup.py README.md LICENSE ./
COPY bot bot
COPY cogs cogs
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.12-slim
# A fixed number, so that a folder of the host can be given to it as the volume.
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin thoughts-on \
    && install --directory --owner=thoughts-on --group=thoughts-on --mode=0700 /data
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links=/wheels thoughts-on

ENV DATA_DIR=/data \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /data
VOLUME /data
USER thoughts-on
STOPSIGNAL SIGTERM
ENTRYPOINT ["thoughts-on"]
CMD ["run"]

# Three images: the app, the NLU, each with its own Python and its own user, and the worker, which
# trains models when staff ask and so holds both Pythons.
FROM python:3.11-slim-bookworm AS app
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv/donghanh
COPY requirements/uv.txt requirements/app.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && uv pip install --system --no-cache --require-hashes -r requirements/app.txt
COPY . .
# Editable: the NLU's Python is pointed at this folder, never at the packages of this Python.
RUN uv pip install --system --no-cache --no-deps --editable . \
    && useradd --system --uid 10001 --home-dir /var/lib/donghanh --create-home donghanh
USER donghanh
ENV DONGHANH_HOST=0.0.0.0 DONGHANH_DATA_DIR=/var/lib/donghanh
CMD ["donghanh", "web"]

FROM python:3.10-slim-bookworm AS nlu
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PYTHONWARNINGS=ignore
WORKDIR /srv/donghanh
COPY requirements/uv.txt requirements/nlu.txt requirements/
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && uv pip install --system --no-cache --require-hashes -r requirements/nlu.txt
COPY nlu nlu
RUN useradd --system --uid 10001 --home-dir /var/lib/donghanh --create-home donghanh \
    && mkdir /var/lib/donghanh/models && chown donghanh /var/lib/donghanh/models
USER donghanh
CMD ["python", "-m", "nlu.rasa.serve", "--models", "/var/lib/donghanh/models", "--host", "0.0.0.0", "--port", "5005"]

FROM app AS worker
USER root
COPY --from=nlu /usr/local/bin/python3.10 /usr/local/bin/python3.10
COPY --from=nlu /usr/local/lib/libpython3.10.so.1.0 /usr/local/lib/libpython3.10.so.1.0
COPY --from=nlu /usr/local/lib/python3.10 /usr/local/lib/python3.10
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* && ldconfig \
    && mkdir --parents /opt/nlu/bin && ln --symbolic /usr/local/bin/python3.10 /opt/nlu/bin/python \
    && /opt/nlu/bin/python -W ignore -c "import nlu.rasa.importer" \
    && mkdir /var/lib/donghanh/models && chown donghanh /var/lib/donghanh/models
USER donghanh
ENV DONGHANH_NLU_ENV=/opt/nlu
CMD ["donghanh", "worker"]

FROM node:22-slim AS explorer
WORKDIR /explorer
COPY gateway/explorer/package.json gateway/explorer/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.12-slim
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    GATEWAY_HOME=/var/lib/incentive-graph \
    GATEWAY_HOST=0.0.0.0 \
    # On in a checkout, for whoever develops; off in what is deployed, unless asked for.
    GATEWAY_GRAPHIQL=false \
    GATEWAY_INTROSPECTION=false
WORKDIR /app
COPY pyproject.toml constraints.txt ./
# The application runs from its folder, so only what it depends on is installed.
RUN python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' > requirements.txt \
    && pip install --no-cache-dir --disable-pip-version-check -c constraints.txt -r requirements.txt \
    && useradd --system --home-dir "$GATEWAY_HOME" --create-home graph
COPY LICENSE NOTICE ./
COPY datasources datasources
COPY resolvers resolvers
COPY schema schema
COPY gateway gateway
# Whoever serves may not write here, so nothing would be compiled for the next start.
RUN python -m compileall -q datasources resolvers schema gateway
COPY --from=explorer /explorer/node_modules gateway/explorer/node_modules
USER graph
# So that a new container starts at once; a volume that is still empty takes this over.
RUN python -m gateway dataset build
VOLUME ["/var/lib/incentive-graph"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ.get('GATEWAY_PORT', '8000')}/healthz\", timeout=2)"]
CMD ["python", "-m", "gateway", "serve"]

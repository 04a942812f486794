# The API, as it runs on Fargate and on Kubernetes: `docker build -f infrastructure/docker/backend.Dockerfile .`
# TypeScript runs as it is, so nothing is built. Tests run before the image is made, on the same commit (backend-ci-cd.yml): what is tested is not
# needed to run, and .dockerignore leaves it out.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d

FROM ${NODE_IMAGE} AS packages
WORKDIR /studio
COPY package.json package-lock.json ./
COPY packages/film/package.json packages/film/
COPY packages/studio/package.json packages/studio/
COPY packages/client/package.json packages/client/
COPY apps/cli/package.json apps/cli/
COPY apps/api/package.json apps/api/
COPY apps/worker/package.json apps/worker/
COPY infrastructure/docker/slim.sh infrastructure/docker/rds-authorities.mjs infrastructure/docker/
# What draws and speaks is the workers'; the database is elsewhere; the image has its Node.
RUN npm ci --omit=dev --no-audit --no-fund \
  && node infrastructure/docker/rds-authorities.mjs > rds.pem \
  && sh infrastructure/docker/slim.sh @napi-rs/canvas* @echogarden @fontsource pdfkit fontkit

FROM ${NODE_IMAGE}
WORKDIR /studio
COPY --from=packages /studio/node_modules node_modules
COPY --from=packages /studio/rds.pem rds.pem
COPY packages/film packages/film
COPY packages/studio packages/studio
COPY apps/api apps/api
RUN mkdir -p /data && chown 1000:1000 /data
# A number, so that Kubernetes can see that it is not root.
USER 1000:1000
# The root file system may be read-only: all that is written lies below /data and /tmp.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/tmp/compiled NODE_EXTRA_CA_CERTS=/studio/rds.pem DATA_FOLDER=/data HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
# With TLS its certificate is one that it made itself: nobody stands between, and nobody else is asked.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "require(process.env.TLS === 'self-signed' ? 'https' : 'http').get({ host: '127.0.0.1', port: 8000, path: '/health', rejectUnauthorized: false }, (a) => process.exit(a.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# A young generation of 2 MB: under load the process stays at 240 MB instead of 405, at the same speed (docs/server.md).
CMD ["node", "--max-semi-space-size=2", "apps/api/main.ts"]

# A worker: `--target worker` on CPU, `--target gpu` on CUDA. Models are in neither: models/fetch.ts brings them at boot, each by its checksum, to the
# disk of the machine.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d
ARG CUDA_IMAGE=docker.io/nvidia/cuda:12.8.1-runtime-ubuntu22.04@sha256:fcbbd60a5ad3db3a1c7375bf14546b369b54064c513224310b2026df50c7a9bd

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
RUN npm ci --omit=dev --no-audit --no-fund \
  && node infrastructure/docker/rds-authorities.mjs > rds.pem \
  && sh infrastructure/docker/slim.sh @fastify fastify stripe openid-client

# All of the studio that a worker is made of, for either base.
FROM scratch AS studio
COPY --from=packages /studio/node_modules /studio/node_modules
COPY --from=packages /studio/rds.pem /studio/rds.pem
COPY packages/film /studio/packages/film
COPY packages/studio /studio/packages/studio
COPY apps/worker /studio/apps/worker
COPY infrastructure/docker/models /studio/infrastructure/docker/models

FROM ${NODE_IMAGE} AS worker
WORKDIR /studio
COPY --from=studio /studio .
RUN mkdir -p /data && chown 1000:1000 /data
USER 1000:1000
ENV NODE_ENV=production NODE_COMPILE_CACHE=/tmp/compiled NODE_EXTRA_CA_CERTS=/studio/rds.pem DATA_FOLDER=/data HOST=0.0.0.0
VOLUME /data
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=3s --start-period=180s CMD ["node", "-e", "fetch('http://127.0.0.1:8001/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/worker/main.ts"]

FROM ${CUDA_IMAGE} AS gpu
# Ubuntu's ffmpeg has NVENC, which the one from npm has not; the studio probes for it.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /studio
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=studio /studio .
RUN mkdir -p /data && chown 1000:1000 /data
USER 1000:1000
# `utility` brings nvidia-smi, by which the worker reads how busy its GPU is.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/tmp/compiled NODE_EXTRA_CA_CERTS=/studio/rds.pem DATA_FOLDER=/data HOST=0.0.0.0 \
  NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility,video
VOLUME /data
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=3s --start-period=180s CMD ["node", "-e", "fetch('http://127.0.0.1:8001/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/worker/main.ts"]

# The web app for those who do not serve it from S3: the static export, and nginx. On AWS the same files go to the bucket behind CloudFront, and this
# image is not needed.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d
ARG NGINX_IMAGE=docker.io/nginxinc/nginx-unprivileged:1.29-alpine@sha256:0c79d56aee561a1d81c63f00eee5fb5fe29279560cdc55e91425133104c7fbe6

FROM ${NODE_IMAGE} AS exported
WORKDIR /studio
COPY package.json package-lock.json ./
COPY packages packages
COPY apps apps
# Where the browser finds the API. It is written into the pages.
ARG API_URL
RUN npm ci --no-audit --no-fund && NEXT_PUBLIC_API_URL=${API_URL} npm run build -w apps/web

FROM ${NGINX_IMAGE}
COPY infrastructure/docker/frontend.conf /etc/nginx/conf.d/default.conf
COPY --from=exported /studio/apps/web/out /usr/share/nginx/html
USER 101:101
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]

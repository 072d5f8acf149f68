# One image for the gateway. Built on the machine's own architecture; the screens are bundled in the first stage.
FROM node:24-bookworm-slim AS build
WORKDIR /atrium
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /atrium
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY shared shared
COPY firmware-config firmware-config
COPY gateway gateway
COPY --from=build /atrium/dist/web dist/web
RUN install -d -o node -g node -m 0700 /var/lib/atrium
USER node
VOLUME /var/lib/atrium
EXPOSE 8080 1883
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Inside a container loopback reaches nobody; the compose file decides what is published.
CMD ["node", "gateway/main.ts", "--data", "/var/lib/atrium", "--host", "0.0.0.0"]

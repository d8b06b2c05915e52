# rootkeeper's image: compiled once, run without build tools, as nobody in particular, on a read-only root filesystem.
#   docker build -t rootkeeper .
#   docker run --read-only --tmpfs /tmp -v rootkeeper-data:/data rootkeeper serve

FROM node:24-bookworm-slim AS build
WORKDIR /build
ENV NODE_ENV=development
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN node_modules/.bin/tsc -p tsconfig.build.json
# What runs needs no compiler: production packages only, without what only editors read.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
 && rm -rf node_modules/typescript \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) -delete

FROM node:24-bookworm-slim
ARG VERSION=dev
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="rootkeeper" \
      org.opencontainers.image.description="Keeps every member account of an AWS Organization rootless and unlockable" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$COMMIT"
ENV NODE_ENV=production \
    ROOTKEEPER_DATA_DIR=/data \
    ROOTKEEPER_COMMIT=$COMMIT
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
# Owned by the group 0 and writable by it, so that an arbitrary uid (OpenShift, the chart) may write there too.
RUN mkdir /data && chown 10001:0 /data && chmod 2770 /data
USER 10001:0
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# Ready or not is for the orchestrator (readyz); this asks only whether the process answers.
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(process.env.ROOTKEEPER_HEALTH_URL ?? 'http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--", "/app/dist/main.js"]
CMD ["serve"]

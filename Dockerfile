# syntax=docker/dockerfile:1

FROM rust:1-bookworm AS builder
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin stations

FROM debian:bookworm-slim
# curl asks /livez; the certificates are for a DATABASE_URL with TLS.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /var/lib/stations --create-home stations
COPY --from=builder /src/target/release/stations /usr/local/bin/stations
USER 10001:10001
WORKDIR /var/lib/stations
# Signing keys and the checkpoints of the audit log: keep them. The database is elsewhere, see DATABASE_URL.
VOLUME /var/lib/stations
ENV DATA_DIR=/var/lib/stations HOST=0.0.0.0 PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD curl -fsS -o /dev/null "http://127.0.0.1:${PORT}/livez" || exit 1
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/stations"]
CMD ["serve", "--no-demo"]

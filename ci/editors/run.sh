#!/usr/bin/env bash
# Holds the schemas against the YAML language server that editors use: it finds nothing in data/,
# and in broken copies the mistakes of recto check on the same lines. The program must have been
# built: cargo build --release.
set -euo pipefail
cd "$(dirname "$0")"
# The server, and the Node that it wants, come from npm by package-lock.json.
if ! command -v npm >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm >/dev/null
fi
npm ci --silent --ignore-scripts --no-audit --no-fund
python3 compare.py

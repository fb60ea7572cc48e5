#!/usr/bin/env bash
# Shows that the validators can fail: breaks a sound file on purpose, in one way after
# another, and asks for a complaint each time.
#   selftest.sh screen|archive|print FILE.pdf
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$("$here/setup.sh")
exec "$home/venv/bin/python" "$here/selftest.py" "$@"

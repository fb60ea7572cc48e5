#!/usr/bin/env bash
# Joins PDFs of many makers to papers, holds each page against its original, and shows that a
# result which is damaged on purpose is noticed. The program must have been built: cargo build
# --release.
#   run.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
out=${1:-$root/out/externals}
recto=$root/target/release/recto
python=$("$here/setup.sh")/venv/bin/python
cd "$root"

rm -rf "$out"
"$python" "$here/make.py" "$out" "$recto"
"$python" "$here/compare.py" "$out" "$recto"
for what in swap link pixel bookmark structure field; do
  if "$python" "$here/compare.py" "$out" "$recto" --break "$what" > "$out/broken.txt"; then
    echo "WRONG  a broken $what is not noticed"
    exit 1
  fi
  grep -q '^WRONG' "$out/broken.txt" || { echo "WRONG  the comparison of a broken $what ended early"; exit 1; }
  echo "right  a broken $what is noticed: $(grep -c '^WRONG' "$out/broken.txt") complaint(s)"
done

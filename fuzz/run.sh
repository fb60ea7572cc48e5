#!/usr/bin/env bash
# Runs each fuzz target for a number of seconds; with names, only those targets.
# usage: fuzz/run.sh SECONDS [TARGET …]     needs cargo-fuzz and a C++ compiler
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:?how many seconds each target shall run}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(load prose escape image external preflight)

# Coverage is all that is asked of the compiler, and a stable one can give it.
export RUSTC_BOOTSTRAP=1
cargo fuzz build --release --sanitizer none --fuzz-dir .

for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target" "seeds/$target"
  # The files of the small project, in the order in which `load` takes them apart.
  if [ "$target" = load ]; then
    sed -n 's/^    "\(.*\)",$/\1/p' src/lib.rs | while read -r file; do
      cat "../tests/projects/ponds/$file"; printf '\377'
    done | head -c -1 > corpus/load/project
  fi
  echo "== $target"
  cargo fuzz run --release --sanitizer none --fuzz-dir . "$target" "corpus/$target" "seeds/$target" -- \
    -max_total_time="$seconds" -timeout=30 -rss_limit_mb=4096 -max_len=16384 \
    -dict=dictionary.txt -print_final_stats=1 2>&1 \
    | grep -v --line-buffered -E '^(#|INFO: Loaded|	NEW_FUNC)' || { echo "$target failed" >&2; exit 1; }
done

#!/usr/bin/env bash
# Builds the bundled report, each kind of chart and scorecards in every profile, validates every file, and
# shows of each profile that the validators can fail. The program must have been built: cargo build --release.
#   profiles.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
out=${1:-$root/out}
recto=$root/target/release/recto

for profile in screen archive print large; do
  folder=$out/$profile
  options=() documents=() projects=(charts scores)
  [ "$profile" = print ] && options=(--marks all)
  # Large print is a file for screens that is laid out anew: of each kind of document one is enough.
  [ "$profile" = large ] && documents=(report paper) projects=(charts)
  "$recto" --quiet --project "$root/data" build "${documents[@]}" --profile "$profile" --out "$folder" "${options[@]}"
  "$recto" --project "$root/data" verify --out "$folder"
  "$here/validate.sh" "$profile" "$folder"/*.pdf
  [ "$profile" = large ] || "$here/selftest.sh" "$profile" "$folder"/*-brief-1-*.pdf
  # Each kind of chart; and targets, statuses, histories and scorecards.
  for project in "${projects[@]}"; do
    folder=$out/$project-$profile
    "$recto" --quiet --project "$root/tests/projects/$project" build report --profile "$profile" --out "$folder" "${options[@]}"
    "$here/validate.sh" "$profile" "$folder"/*.pdf
  done
done
# Papers and packs for members, a paper that holds a tagged PDF of another maker, and tables of
# every kind.
folder=$out/restricted
"$recto" --quiet --project "$root/data" build paper pack --audience restricted --out "$folder"
"$here/validate.sh" screen "$folder"/*.pdf
for project in annexes accounts; do
  folder=$out/$project
  "$recto" --quiet --project "$root/tests/projects/$project" build --out "$folder"
  "$here/validate.sh" screen "$folder"/*.pdf
done
# Tables on turned pages and in parts, as printers get them.
folder=$out/accounts-print
"$recto" --quiet --project "$root/tests/projects/accounts" build --profile print --out "$folder" --marks all
"$here/validate.sh" print "$folder"/*.pdf
# As booklet printers ask: folded sheets, and the cover by itself.
"$recto" --quiet --project "$root/data" build report brief --profile print --out "$out/booklet" \
  --marks all --pages multiple-of-four --cover separate
"$here/validate.sh" print "$out"/booklet/*.pdf
# The other theme, which one line of the brand chooses: a report, a brief, and a pack with all that is
# attached to it.
bulletin=$out/bulletin-project
rm -rf "$bulletin" && cp -r "$root/data" "$bulletin"
printf '\ntheme: bulletin\n' >> "$bulletin/brand.yaml"
for profile in screen archive print large; do
  folder=$out/bulletin-$profile beside=() documents=(brief violence)
  # A pack attaches the report, and a brief has what is said of profiles alone.
  [ "$profile" = screen ] && documents=(brief violence pack example)
  # It has no grounds that bleed: in print it is validated beside a file that has.
  [ "$profile" = print ] && documents=(report) beside=("$out"/print/*-brief-1-*.pdf)
  "$recto" --quiet --project "$bulletin" build "${documents[@]}" --profile "$profile" --out "$folder"
  "$here/validate.sh" "$profile" "$folder"/*.pdf "${beside[@]}"
done
# The worked brands, each with a sheet and a look of its own: every kind of document in one of them. In
# print, a bulletin has no ground that bleeds, so that the brands are validated together.
for profile in screen archive print large; do
  folder=$out/brands-$profile
  rm -rf "$folder"
  for brand in council hospital-trust statistics-office; do
    documents=(report)
    [ "$brand-$profile" = council-screen ] && documents=(brief homes pack cabinet-july)
    "$recto" --quiet --project "$root/examples/$brand" build "${documents[@]}" --profile "$profile" --out "$folder/$brand"
  done
  "$here/validate.sh" "$profile" "$folder"/*/*.pdf
done

#!/usr/bin/env bash
# Sets up, once, the programs that make external PDFs and those that compare them. Debian 12, as
# root; may be run again at any time.
#   setup.sh            prints the folder with the Python environment
set -euo pipefail
home=${RECTO_EXTERNALS:-${XDG_CACHE_HOME:-$HOME/.cache}/recto-externals}
need=()
for p in soffice:libreoffice-writer-nogui chromium:chromium gs:ghostscript pdftoppm:poppler-utils \
  qpdf:qpdf; do
  command -v "${p%%:*}" >/dev/null || need+=("${p##*:}")
done
for p in libreoffice-calc-nogui libreoffice-impress-nogui libpango-1.0-0 libpangoft2-1.0-0 \
  libharfbuzz-subset0 fonts-dejavu-core python3-venv; do
  dpkg -s "$p" >/dev/null 2>&1 || need+=("$p")
done
if [ ${#need[@]} -gt 0 ]; then
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >&2
fi
mkdir -p "$home"
if [ ! -e "$home/.venv-ready" ]; then
  python3 -m venv "$home/venv"
  "$home/venv/bin/pip" install -q reportlab==4.4.4 weasyprint==66.0 fpdf2==2.8.4 img2pdf==0.6.1 \
    pikepdf==10.18.0 pypdfium2==5.0.0 typst==0.13.7 numpy pillow >&2
  touch "$home/.venv-ready"
fi
echo "$home"

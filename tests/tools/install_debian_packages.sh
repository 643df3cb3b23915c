#!/usr/bin/env bash
# Installs what the tests need, where it may: Chromium and Thai fonts for the browser tests,
# Tesseract's Thai data for scans, LibreOffice and poppler for Office files and their pictures.
# Tests that lack them skip with a reason; with CI set a missing package fails the run.
set -euo pipefail

packages=(chromium fonts-thai-tlwg tesseract-ocr-tha libreoffice-writer libreoffice-calc poppler-utils)

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

if command -v apt-get >/dev/null; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
    fi
    if "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
        exit 0
    fi
fi

echo "not installed: ${missing[*]}; the tests that need them will be skipped" >&2
[ -z "${CI:-}" ]

#!/usr/bin/env bash
# Installs the Debian packages that reading (`make run`) or the tests (`make test`) need, where it
# may: as root, or where sudo asks for no password.
#
#   .ci/debian_packages.sh run|test
#
# run: Tesseract's language data for scans, LibreOffice for old Office files. Without them the app
# works, and `itasearch serve` names what will not be read.
# test: besides, Chromium without its desktop, Thai fonts and what sets Thai marks in drawn pages
# (libfribidi0), what Playwright's driver links to (libatomic1), poppler for pictures of what was
# exported, PostgreSQL and Caddy for servers that the tests
# start. Tests that lack a package skip with a reason; with CI set a missing package fails the run.
# PostgreSQL and Caddy, where they are installed here, run as no service, now or after the machine
# is started again.
set -euo pipefail

servers=(postgresql caddy)
packages=(tesseract-ocr-tha tesseract-ocr-eng libreoffice-writer libreoffice-calc)
if [ "${1:-}" = test ]; then
    packages+=(chromium-headless-shell fonts-thai-tlwg libfribidi0 libatomic1 poppler-utils)
    packages+=("${servers[@]}")
fi

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
install() {
    "${as_root[@]}" apt-get update -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=20 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 \
            apt-get install -y -qq --no-install-recommends "${missing[@]}" &&
        disable_servers
}
# Their packages enable them; SYSTEMD_OFFLINE keeps systemctl from starting what is enabled.
disable_servers() {
    command -v systemctl >/dev/null || return 0
    local server
    for server in "${servers[@]}"; do
        case " ${missing[*]} " in
            *" $server "*)
                "${as_root[@]}" env SYSTEMD_OFFLINE=1 systemctl disable "$server.service" || true
                ;;
        esac
    done
}
echo "installing ${missing[*]}" >&2
if output=$(install 2>&1); then
    exit 0
fi

echo "not installed: ${missing[*]}" >&2
if [ "${1:-}" = test ]; then
    echo "$output" >&2
    echo "the tests that need them will be skipped" >&2
    [ -z "${CI:-}" ]
fi

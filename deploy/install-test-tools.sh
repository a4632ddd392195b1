#!/usr/bin/env bash
# Installs the independent programs that tests hold ours against (Debian and Ubuntu).
# Does nothing, and needs no rights, where everything is there. With the word `boxes` also what
# `npm run boxes` and `npm run package-test` need, which nothing else does.
set -euo pipefail

# file that has to exist = package that brings it
needs=(
  /usr/bin/chromium=chromium
  /usr/bin/etcd=etcd-server
  /usr/bin/mbpoll=mbpoll
  /usr/bin/openssl=openssl
  /usr/sbin/mosquitto=mosquitto
  /usr/bin/socat=socat
  /usr/lib/python3/dist-packages/pymodbus/__init__.py=python3-pymodbus
  /usr/lib/python3/dist-packages/serial/__init__.py=python3-serial
  /usr/lib/python3/dist-packages/serial_asyncio/__init__.py=python3-serial-asyncio
)

if [[ "${1:-}" == boxes ]]; then
  needs+=(
    /usr/sbin/debootstrap=debootstrap
    /usr/bin/systemd-nspawn=systemd-container
    /usr/sbin/nft=nftables
    /usr/bin/qemu-aarch64-static=qemu-user-static
    /usr/bin/file=file
    /usr/sbin/ip=iproute2
  )
fi

missing=()
for need in "${needs[@]}"; do
  [[ -e "${need%%=*}" ]] || missing+=("${need#*=}")
done
if ((${#missing[@]} == 0)); then
  echo "test tools: all there"
  exit 0
fi

give_up() {
  echo "test tools: missing ${missing[*]}: $1" >&2
  exit 1
}

command -v apt-get >/dev/null || give_up "no apt-get here, install them by hand"
as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || give_up "run as root: apt-get install -y ${missing[*]}"
  sudo -n true 2>/dev/null || give_up "sudo asks for a password; run: sudo apt-get install -y ${missing[*]}"
  as_root=(sudo -n)
fi

echo "test tools: installing ${missing[*]}"
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null; }
apt install -y --no-install-recommends "${missing[@]}" 2>/dev/null && exit 0
apt update || give_up "apt-get update failed"
apt install -y --no-install-recommends "${missing[@]}" || give_up "apt-get install failed"

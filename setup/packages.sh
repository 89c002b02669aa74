# shellcheck shell=bash
# The programs that the build and the tests need, and their installation with apt-get.

# The architecture of guests, if it is not that of this host; see emulated.sh.
GUESTS=""

qemu_name() { printf 'qemu-system-%s' "${GUESTS:-$(uname -m)}"; }

qemu_package() {
  case "${GUESTS:-$(uname -m)}" in
    x86_64) echo qemu-system-x86 ;;
    aarch64) echo qemu-system-arm ;;
    ppc64le) echo qemu-system-ppc ;;
    *) echo qemu-system-misc ;;
  esac
}

has_qemu() { has "$(qemu_name)"; }

has() { command -v "$1" >/dev/null; }

# The guest has no libraries, so busybox must be linked statically: it names no loader.
has_busybox() {
  local busybox
  busybox=$(command -v busybox) && ! LC_ALL=C ldd "$busybox" 2>/dev/null | grep -q '=>'
}

# QEMU's descriptors of firmware name the architecture.
has_uefi() { grep -qs "\"$(uname -m)\"" /usr/share/qemu/firmware/*.json; }

uefi_package() {
  case "$(uname -m)" in
    aarch64) echo qemu-efi-aarch64 ;;
    *) echo ovmf ;;
  esac
}

# It is on nobody's PATH.
has_virtiofsd() {
  has virtiofsd || [[ -x /usr/libexec/virtiofsd || -x /usr/lib/qemu/virtiofsd || -x /usr/lib/virtiofsd ]]
}

# Older systems have it in a package of QEMU.
virtiofsd_package() {
  if grep -qE '^VERSION_CODENAME=(bullseye|bookworm|focal|jammy)$' /etc/os-release; then
    echo qemu-system-common
  else
    echo virtiofsd
  fi
}

# The packages that a command of this script, with its option, needs and that are not installed.
missing_packages() {
  has mvn || echo maven
  has_qemu || qemu_package
  # For the long tests of guests of another architecture.
  [[ "${2:-}" != --all ]] || ! can_emulate || emulated has_qemu || emulated qemu_package
  has qemu-img || echo qemu-utils
  has_busybox || echo busybox-static
  # For the tests whose hosts are network namespaces.
  has ip || echo iproute2
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has shellcheck || echo shellcheck
  # For the tests of guests that boot with UEFI.
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has_uefi || uefi_package
  # For the tests of guests with a TPM.
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has swtpm || echo swtpm
  # For the tests of guests with a shared directory.
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has_virtiofsd || virtiofsd_package
  # For the tests that open a report in a browser.
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has chromium || echo chromium
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has chromedriver || echo chromium-driver
  [[ ! "$1" =~ ^(setup|tests|release)$ ]] || has gpg || echo gnupg
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

can_be_root() { ((EUID == 0)) || has sudo; }

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0 "$@"; }

update_apt() {
  say "updating the package lists (apt-get update)"
  logged apt update
}

install_packages() {
  say "installing [$*] with apt-get; the output is in $LOG"
  can_be_root ||
    die "This needs root, and there is no sudo. Run as root: apt-get install --no-install-recommends $*"
  # Missing or old package lists show as a failure; only then is an update worth the time.
  tried apt install --no-install-recommends "$@" && return
  update_apt
  logged apt install --no-install-recommends "$@"
}

list_what_to_install() {
  found_or() { if "${@:2}"; then echo found; else echo "MISSING ($1)"; fi; }
  cat >&2 <<TEXT
run: This is not Debian or Ubuntu. Install what is missing, then run this again:

  Maven 3.8 or newer ............. $(found_or "command mvn" has mvn)
  QEMU 9.0 or newer .............. $(found_or "command $(qemu_name)" has "$(qemu_name)")
  qemu-img ....................... $(found_or "often a package of its own" has qemu-img)
  busybox, linked statically ..... $(found_or "command busybox" has_busybox)
  iproute2 (for ./run tests) ..... $(found_or "command ip" has ip)
  shellcheck (for ./run tests) ... $(found_or "command shellcheck" has shellcheck)
  UEFI firmware (for ./run tests)  $(found_or "OVMF, often in a package edk2" has_uefi)
  swtpm (for ./run tests) ........ $(found_or "command swtpm" has swtpm)
  virtiofsd (for ./run tests) .... $(found_or "command virtiofsd" has_virtiofsd)
  Chromium (for ./run tests) ..... $(found_or "commands chromium and chromedriver" has chromedriver)
  GnuPG (for ./run tests) ........ $(found_or "command gpg" has gpg)
  a Linux kernel for the guest ... $(found_or "copy one to $CACHE/kernel/vmlinuz-VERSION, readable by you" has_kernel)
  its modules .................... $(found_or "copy /lib/modules/VERSION to $CACHE/kernel/modules-VERSION; without them the guest has no disks and no network" has_modules)

TEXT
  exit 1
}

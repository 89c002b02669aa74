# shellcheck shell=bash
# The guests of another architecture, for the tests: QEMU, kernel and busybox of 64-bit ARM.

can_emulate() { [[ "$(uname -m)" == x86_64 ]] && has apt-get; }

# Runs a function for guests of 64-bit ARM.
emulated() {
  local GUESTS=aarch64
  "$@"
}

has_emulated_guest() {
  [[ -x "$CACHE/busybox-$GUESTS/bin/busybox" ]] &&
    compgen -G "$CACHE/kernel-$GUESTS/modules-*/kernel/fs/fuse/*.ko*" >/dev/null
}

# Runs apt for packages of 64-bit ARM, with the sources of the system and lists of its own. The
# system does not get another architecture.
foreign_apt() {
  local command="$1"
  shift
  "$command" -q \
    -o APT::Architecture=arm64 -o APT::Architectures::=arm64 \
    -o Dir::State::lists="$SCRATCH/lists" -o Dir::State::status=/dev/null \
    -o Dir::Cache="$SCRATCH/cache" -o APT::Get::List-Cleanup=0 -o APT::Sandbox::User="$(id -un)" "$@"
}

# Any of the steps can be impossible on this system; the function then prints the reason.
fetch_emulated_guest() {
  local package
  mkdir -p "$SCRATCH"/{lists/partial,cache/archives/partial}
  tried foreign_apt apt-get update || { echo "the package lists of arm64 cannot be read"; return; }
  package=$(foreign_apt apt-cache depends --important linux-image-arm64 2>>"$LOG" |
    sed -n 's/^ *Depends: \(linux-image-[0-9].*\)$/\1/p' | head -n 1)
  [[ -n "$package" ]] || { echo "there is no package [linux-image-arm64]"; return; }
  (cd "$SCRATCH" && tried foreign_apt apt-get download "$package" busybox-static) ||
    { echo "the download failed"; return; }
  mkdir "$SCRATCH/busybox"
  tried dpkg-deb -x "$(compgen -G "$SCRATCH/busybox-static_*.deb")" "$SCRATCH/busybox" ||
    { echo "busybox cannot be unpacked"; return; }
  rm "$SCRATCH"/busybox-static_*.deb
  unpack_kernel
  store_kernel "$CACHE/kernel-$GUESTS"
  mkdir -p "$CACHE/busybox-$GUESTS/bin"
  mv "$SCRATCH/busybox/bin/busybox" "$CACHE/busybox-$GUESTS/bin/busybox"
}

get_emulated() {
  local reason
  get_newer_qemu
  ! has_emulated_guest || return 0
  say "fetching a kernel and busybox of $GUESTS to $CACHE/kernel-$GUESTS and $CACHE/busybox-$GUESTS (nothing is installed)"
  new_scratch
  reason=$(fetch_emulated_guest)
  [[ -z "$reason" ]] || say "no guests of $GUESTS: $reason; see $LOG. Their tests will be skipped, or fail with CI=true."
}

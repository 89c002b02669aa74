# shellcheck shell=bash
# A newer QEMU from the system's backports, in the cache.

# From this version on, QEMU without KVM migrates a guest that writes to its memory correctly.
readonly QEMU_WANTED=9.0

older() { [[ "$1" != "$2" && "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" == "$1" ]]; }

qemu_version() { "$@" --version | sed -n 's/^QEMU emulator version \([0-9.]*\).*/\1/p'; }

# The directory of unpacked QEMUs.
qemus() { printf '%s' "$CACHE/qemu${GUESTS:+-$GUESTS}"; }

unpacked_qemu() { compgen -G "$(qemus)/*/usr/bin/$(qemu_name)" >/dev/null; }

# Writes the system's package sources, changed to the backports suite, in both formats of apt.
write_backports_sources() {
  local target="$1" codename="$2"
  find /etc/apt/sources.list.d -name '*.sources' -exec cat {} + -exec echo \; 2>/dev/null |
    awk -v code="$codename" '
      function flush() {
        if (found && !disabled) { printf "%s\n", stanza }
        stanza = ""; found = 0; disabled = 0
      }
      /^[ \t]*$/ { flush(); next }
      /^#/ { next }
      tolower($1) == "types:" { $0 = "Types: deb" }
      tolower($1) == "enabled:" && tolower($2) == "no" { disabled = 1 }
      tolower($1) == "suites:" {
        for (i = 2; i <= NF; i++) { if ($i == code) { found = 1 } }
        $0 = "Suites: " code "-backports"
      }
      { stanza = stanza $0 "\n" }
      END { flush() }' >"$target/backports.sources"
  find /etc/apt/sources.list /etc/apt/sources.list.d -name '*.list' -exec cat {} + 2>/dev/null |
    sed -nE "s/^deb( +\[[^]]*\])? +([^ ]+) +$codename +(.*)\$/deb\1 \2 $codename-backports \3/p" \
      >"$target/backports.list"
  find "$target" -type f -empty -delete
  [[ -n "$(ls "$target")" ]]
}

# Runs apt with lists, cache and sources in the scratch directory. Those of the system do not change.
private_apt() {
  local command="$1"
  shift
  "$command" -q \
    -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$SCRATCH/sources" \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::State::lists="$SCRATCH/lists" -o Dir::State::status=/dev/null \
    -o Dir::Cache="$SCRATCH/cache" -o APT::Get::List-Cleanup=0 -o APT::Sandbox::User="$(id -un)" "$@"
}

# Prints the upstream version of the newest package in backports: 10.0.2 for 1:10.0.2+ds-2.
backports_qemu_version() {
  private_apt apt-cache show --no-all-versions "$(qemu_package)" 2>>"$LOG" |
    sed -nE 's/^Version: ([0-9]+:)?([0-9.]+).*/\2/p' | head -n 1
}

download_backports_qemu() {
  local package
  for package in "$(qemu_package)" qemu-system-data qemu-system-common; do
    tried private_apt apt-get download "$package" || return
  done
  # The firmware: where backports have none, the system's firmware is used.
  for package in seabios ipxe-qemu qemu-efi-aarch64; do
    tried private_apt apt-get download "$package" || true
  done
}

unpack_backports_qemu() {
  local deb
  for deb in "$SCRATCH"/*.deb; do
    tried dpkg-deb -x "$deb" "$SCRATCH/root" || return
  done
}

# Checks that the QEMU in a directory starts without KVM, with its own data files.
works() {
  local binary
  binary="$1/usr/bin/$(qemu_name)"
  tried ldd "$binary" || return
  ! ldd "$binary" | grep 'not found' || return
  tried timeout 30 "$binary" -L "$1/usr/share/qemu" -M none -accel tcg -nodefaults -display none \
    -monitor stdio <<<quit
}

# Any of the steps can be impossible on this system; the function then prints the reason.
fetch_newer_qemu() {
  local codename version
  codename=$(sed -nE 's/^VERSION_CODENAME="?([a-z]+)"?$/\1/p' /etc/os-release)
  [[ -n "$codename" ]] || { echo "/etc/os-release has no VERSION_CODENAME"; return; }
  mkdir -p "$SCRATCH"/{sources,lists/partial,cache/archives/partial,root}
  write_backports_sources "$SCRATCH/sources" "$codename" ||
    { echo "no package source for [$codename] in /etc/apt"; return; }
  tried private_apt apt-get update || { echo "[$codename-backports] cannot be read"; return; }
  version=$(backports_qemu_version)
  [[ -n "$version" ]] || { echo "[$codename-backports] has no QEMU"; return; }
  ! older "$version" "$QEMU_WANTED" || { echo "[$codename-backports] has only [$version]"; return; }
  (cd "$SCRATCH" && download_backports_qemu) || { echo "the download failed"; return; }
  unpack_backports_qemu || { echo "the packages cannot be unpacked"; return; }
  works "$SCRATCH/root" || { echo "QEMU [$version] does not run here"; return; }
  mkdir -p "$(qemus)"
  # Moved in one step, so that nobody sees half of it. Another set-up may have been faster.
  mv -T "$SCRATCH/root" "$(qemus)/$version" 2>>"$LOG" || [[ -d "$(qemus)/$version" ]]
}

get_newer_qemu() {
  local version reason
  version=$(qemu_version "$(qemu_name)")
  if ! older "$version" "$QEMU_WANTED" || unpacked_qemu; then
    return
  fi
  say "the system has $(qemu_name) $version; fetching a newer one from backports to $(qemus) (it is not installed)"
  new_scratch
  reason=$(fetch_newer_qemu)
  if [[ -n "$reason" ]]; then
    say "no newer QEMU: $reason; see $LOG." \
      "Without KVM, samples with a busy guest will be skipped."
  fi
}

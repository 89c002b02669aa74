# shellcheck shell=bash
# The SSH server of the default guest, in the cache.

has_dropbear() { [[ -x "$CACHE/dropbear/bin/dropbear" ]]; }

# Copies the libraries and the loader of the programs to their directories in the guest.
copy_libraries() {
  local root="$1" target="$2" library
  LD_LIBRARY_PATH=$(find "$root" -name '*.so.*' -printf '%h:' -quit) ldd "$target"/bin/* |
    grep -o '/[^ ]*\.so[^ ]*' | sort -u | while read -r library; do
    case "$library" in
      */ld-linux*) install -D "$library" "$target$library" ;;
      *) install -D "$library" "$target/lib/${library##*/}" ;;
    esac
  done
}

fetch_dropbear() {
  (cd "$SCRATCH" && tried apt-get -q download dropbear-bin libtomcrypt1 libtommath1 libgmp10) || return
  local deb
  for deb in "$SCRATCH"/*.deb; do
    tried dpkg-deb -x "$deb" "$SCRATCH/root" || return
  done
  install -D "$SCRATCH/root/usr/sbin/dropbear" "$SCRATCH/dropbear/bin/dropbear"
  install -D "$SCRATCH/root/usr/bin/dropbearkey" "$SCRATCH/dropbear/bin/dropbearkey"
  copy_libraries "$SCRATCH/root" "$SCRATCH/dropbear"
}

get_dropbear() {
  say "fetching an SSH server for the guest to $CACHE/dropbear (it is not installed)"
  new_scratch
  if fetch_dropbear; then
    mv -T "$SCRATCH/dropbear" "$CACHE/dropbear" 2>>"$LOG" || has_dropbear
  else
    say "no SSH server can be downloaded; see $LOG. Tests that log in to the default guest by SSH will be skipped."
  fi
}

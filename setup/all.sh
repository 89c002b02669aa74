# shellcheck shell=bash
# The whole set-up: fetches what is missing.

# Fetches what the given command of this script needs, with --all also what only its long tests need.
setup() {
  mkdir -p "$CACHE"
  : >"$LOG"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ! has apt-get; then
    if ((${#missing[@]} > 0)) || ! has_kernel; then list_what_to_install; fi
    say_what_is_there
    return
  fi
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  if ! has_modules || { [[ "$1" =~ ^(setup|tests)$ ]] && ! has_efi_kernel; }; then get_kernel; fi
  has_dropbear || get_dropbear
  [[ ! "$1" =~ ^(setup|tests)$ ]] || has_openssh || get_openssh
  get_newer_qemu
  if [[ "${2:-}" == --all ]]; then
    has_cloud_image || get_cloud_image
    ! can_emulate || emulated get_emulated
  fi
  clean_up
  say_what_is_there
}

say_what_is_there() {
  local newer=""
  unpacked_qemu && newer=" and $(basename "$(compgen -G "$CACHE/qemu/*" | sort -V | tail -n 1)") in the cache"
  say "ready: JDK $(jdk_version "$JAVA_HOME"), QEMU $(qemu_version "$(qemu_name)")$newer," \
    "kernel $(compgen -G "$CACHE/kernel/vmlinu?-*" | sed 's/.*vmlinu.-//' | sort -V | tail -n 1)"
}

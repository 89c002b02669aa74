# shellcheck shell=bash
# The kernel of the default guest, with its modules, in the cache.

has_kernel() { compgen -G "$CACHE/kernel/vmlinu[xz]-*" >/dev/null; }

# UEFI starts only a compressed kernel; older caches have none.
has_efi_kernel() { compgen -G "$CACHE/kernel/vmlinuz-*" >/dev/null; }

# Without modules the guest boots, but has no disks and no network.
# Older caches lack the folder [fs/fuse], which is needed for shared directories.
has_modules() { compgen -G "$CACHE/kernel/modules-*/kernel/fs/fuse/*.ko*" >/dev/null; }

# The folders of a kernel package with the guest's modules and the modules that those need.
readonly MODULES=(
  drivers/{ata,block,cdrom,scsi,virtio} drivers/net drivers/net/ethernet/intel/e1000{,e} net/core
  block fs fs/{ext4,fat,fuse,isofs,jbd2,nls} crypto lib lib/{crypto,math}
)

# Prints the package of the newest kernel, on which a meta package depends. The kernel for clouds is
# the last choice: it has no floppy, AHCI or e1000e.
kernel_package() {
  local arch meta package
  arch=$(dpkg --print-architecture)
  for meta in "linux-image-$arch" linux-image-generic linux-image-virtual "linux-image-cloud-$arch"; do
    package=$(apt-cache depends --important "$meta" 2>/dev/null |
      sed -n 's/^ *Depends: \(linux-image-[0-9].*\)$/\1/p' | head -n 1)
    [[ -z "$package" ]] || { printf '%s\n' "$package" && return; }
  done
  return 1
}

# On Ubuntu the modules are in another package.
download_kernel() {
  local package
  package=$(kernel_package) || return
  (
    cd "$SCRATCH"
    tried apt-get -q download "$package" || exit
    tried apt-get -q download "${package/linux-image-/linux-modules-}" || true
  )
}

unpack_kernel() {
  local deb folder wanted=('./boot/vmlinuz-*')
  for folder in "${MODULES[@]}"; do
    wanted+=("./lib/modules/*/kernel/$folder/*.ko*" "./usr/lib/modules/*/kernel/$folder/*.ko*")
  done
  for deb in "$SCRATCH"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" |
      tried tar -x -C "$SCRATCH" --no-wildcards-match-slash --wildcards "${wanted[@]}" || true
  done
  compgen -G "$SCRATCH/boot/vmlinuz-*" >/dev/null || die "There is no kernel in [$(echo "$SCRATCH"/*.deb)]; see $LOG."
}

# Prints bytes of a file as one number: file, offset, length.
number_in() { od -An -v -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '; }

# Prints the uncompressed kernel of a bzImage (x86), which the header of the boot protocol locates.
# QEMU starts it directly. A guest without KVM boots faster, as it does not decompress its kernel.
extract_vmlinux() {
  local image="$1" begin length
  [[ "$(dd if="$image" bs=1 skip=514 count=4 2>/dev/null)" == HdrS ]] || return
  begin=$((($(number_in "$image" 497 1) + 1) * 512 + $(number_in "$image" 584 4)))
  length=$(number_in "$image" 588 4)
  # The length of the kernel follows the compressed data. The tools do not understand it.
  payload() { head -c "$((begin + length - $1))" "$image" | tail -c "+$((begin + 1))"; }
  case "$(od -An -t x1 -j "$begin" -N 4 "$image" | tr -d ' ')" in
    fd377a58) payload 4 | xz -dc ;;
    02214c18) payload 4 | lz4 -dc ;;
    28b52ffd) payload 4 | zstd -dc ;;
    1f8b*) payload 0 | gzip -dc ;;
    *) return 1 ;;
  esac
}

# Decompresses the modules, because the tools of the guest cannot.
decompress_modules() {
  find "$1" -name '*.ko.xz' -exec xz -d {} +
  find "$1" -name '*.ko.zst' -exec zstd -q -d --rm {} +
}

get_kernel() {
  say "fetching a kernel and its modules for the guest to $CACHE/kernel (nothing is installed)"
  new_scratch
  if ! download_kernel; then
    update_apt
    if ! download_kernel; then
      has_kernel || die "No kernel package can be downloaded; see $LOG." \
        "Copy a Linux kernel to $CACHE/kernel/vmlinuz-VERSION, then run this again."
      say "no kernel package can be downloaded; see $LOG. The guest may have no disks and no network."
      return
    fi
  fi
  unpack_kernel
  store_kernel "$CACHE/kernel"
}

# Moves the unpacked kernel and its modules to a directory.
store_kernel() {
  local target="$1" version modules
  version=$(basename "$SCRATCH"/boot/vmlinuz-*)
  version=${version#vmlinuz-}
  modules=$(dirname "$(find "$SCRATCH" -type d -path "*/lib/modules/$version/kernel" | head -n 1)")
  tried decompress_modules "$modules" || say "some modules cannot be decompressed; see $LOG"
  mkdir -p "$target"
  if extract_vmlinux "$SCRATCH/boot/vmlinuz-$version" >"$SCRATCH/vmlinux" 2>>"$LOG"; then
    mv "$SCRATCH/vmlinux" "$target/vmlinux-$version"
  fi
  # Some distributions let only root read the kernel.
  chmod a+r "$SCRATCH/boot/vmlinuz-$version"
  mv "$SCRATCH/boot/vmlinuz-$version" "$target/"
  # The modules are moved last and in one step: with them, the kernel is complete.
  logged busybox depmod -b "${modules%/lib/modules/*}" "$version"
  [[ -d "$target/modules-$version/kernel/fs/fuse" ]] || rm -rf "$target/modules-$version"
  mv -T "$modules" "$target/modules-$version" 2>>"$LOG" || [[ -d "$target/modules-$version" ]]
}

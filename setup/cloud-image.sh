# shellcheck shell=bash
# A cloud image of Debian, made of the distribution's packages, in the cache. It boots from its disk as
# the images do that a distribution publishes: MBR, GRUB, kernel, systemd, cloud-init.

readonly CLOUD_IMAGE="$CACHE/cloud/debian-12.qcow2"
readonly CLOUD_SUITE=bookworm

has_cloud_image() { [[ -f "$CLOUD_IMAGE" ]]; }

# The programs that make it and that are not installed.
cloud_image_packages() {
  has mmdebstrap || echo mmdebstrap
  has sfdisk || echo fdisk
  has mkfs.ext4 || echo e2fsprogs
}

# The content of the image. The fonts, pages and texts of the packages are left out.
make_cloud_root() {
  local root="$1" packages
  packages=systemd-sysv,udev,dbus,kmod,iproute2,iputils-ping,sudo,e2fsprogs,procps,netbase
  packages+=,linux-image-cloud-amd64,initramfs-tools,grub-pc-bin,grub-common
  packages+=,cloud-init,openssh-server,stress-ng,python3-minimal
  mkdir -p "$root"
  # Only the modules of a virtio disk are in the initial RAM disk: without KVM it is slow to unpack.
  # shellcheck disable=SC2016 # mmdebstrap's shell expands the hooks
  mmdebstrap --mode=root --variant=minbase --include="$packages" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt=force-unsafe-io --aptopt='Apt::Install-Recommends "false"' \
    --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d"' \
    --essential-hook='printf "MODULES=list\nCOMPRESS=gzip\n" >"$1/etc/initramfs-tools/conf.d/multihost"' \
    --customize-hook='printf "virtio_pci\nvirtio_blk\next4\n" >"$1/etc/initramfs-tools/modules"' \
    --customize-hook='chroot "$1" update-initramfs -u -k all' \
    --customize-hook='chroot "$1" systemctl enable systemd-networkd' \
    --customize-hook='chroot "$1" systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer getty@tty1.service' \
    --customize-hook='rm -f "$1"/etc/ssh/ssh_host_*' \
    "$CLOUD_SUITE" "$root" || return
  mkdir -p "$root/boot/grub"
  printf '/dev/vda1 / ext4 errors=remount-ro 0 1\n' >"$root/etc/fstab"
  # The package with the locales is left out, too; cloud-init would fail without it. Like the images
  # that Debian publishes, this one knows its own name.
  printf 'locale: false\nmanage_etc_hosts: true\n' >"$root/etc/cloud/cloud.cfg.d/90_multihost.cfg"
  printf 'set root=(hd0,msdos1)\nlinux /vmlinuz root=/dev/vda1 ro console=tty0 console=ttyS0,115200\ninitrd /initrd.img\nboot\n' \
    >"$root/boot/grub/grub.cfg"
}

# Writes GRUB before the first partition: boot.img to the first sector, in front of the table of
# partitions, and its core behind it, where boot.img looks for it.
add_grub() {
  local root="$1" disk="$2"
  chroot "$root" grub-mkimage -O i386-pc -o /boot/core.img -p '(hd0,msdos1)/boot/grub' \
    biosdisk part_msdos ext2 normal linux boot echo || return
  dd if="$root/usr/lib/grub/i386-pc/boot.img" of="$disk" bs=440 count=1 conv=notrunc &&
    dd if="$root/boot/core.img" of="$disk" bs=512 seek=1 conv=notrunc
}

make_cloud_image() {
  local root="$SCRATCH/root" disk="$SCRATCH/disk.raw" partition="$SCRATCH/partition.raw"
  make_cloud_root "$root" || return
  truncate -s 2047M "$partition" && truncate -s 2G "$disk" || return
  mkfs.ext4 -q -F -O ^metadata_csum_seed -d "$root" "$partition" || return
  printf 'label: dos\nstart=2048, type=83, bootable\n' | sfdisk -q "$disk" || return
  add_grub "$root" "$disk" || return
  dd if="$partition" of="$disk" bs=1M seek=1 conv=notrunc,sparse || return
  qemu-img convert -O qcow2 "$disk" "$SCRATCH/image.qcow2"
}

# Needs root: the packages are installed in a directory of their own.
get_cloud_image() {
  local missing
  if ! has apt-get || [[ "$(uname -m)" != x86_64 ]] || ((EUID != 0)); then
    say "no cloud image: it is made as root, on x86_64, with the packages of Debian"
    return
  fi
  mapfile -t missing < <(cloud_image_packages)
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  say "making a cloud image of Debian in $CLOUD_IMAGE; this takes some minutes"
  new_scratch
  if tried make_cloud_image; then
    mkdir -p "$(dirname "$CLOUD_IMAGE")"
    mv -T "$SCRATCH/image.qcow2" "$CLOUD_IMAGE"
  else
    say "the cloud image cannot be made; see $LOG. Tests of cloud images will be skipped."
  fi
  clean_up
}

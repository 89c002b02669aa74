# shellcheck shell=bash
# The SSH server of the distribution, in the cache, for the tests of logins by SSH.

has_openssh() { [[ -x "$CACHE/openssh/usr/sbin/sshd" && -x "$CACHE/openssh/usr/bin/ssh-keygen" ]]; }

fetch_openssh() {
  (cd "$SCRATCH" && tried apt-get -q download openssh-server openssh-client libwrap0) || return
  local deb
  for deb in "$SCRATCH"/*.deb; do
    tried dpkg-deb -x "$deb" "$SCRATCH/openssh" || return
  done
}

get_openssh() {
  say "fetching OpenSSH for the tests to $CACHE/openssh (it is not installed)"
  new_scratch
  fetch_openssh || { update_apt && new_scratch && fetch_openssh; } ||
    die "OpenSSH cannot be downloaded; see $LOG."
  mv -T "$SCRATCH/openssh" "$CACHE/openssh" 2>>"$LOG" || has_openssh
}

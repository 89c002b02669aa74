# shellcheck shell=bash
# The choice of the JDK.

# Prints the version in the "release" file of a JDK, such as 17.0.12; nothing for another directory.
jdk_version() {
  [[ -x "$1/bin/javac" && -r "$1/release" ]] || return 0
  sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release"
}

jdk_candidates() {
  [[ -z "${JAVA_HOME:-}" ]] || printf '%s\n' "$JAVA_HOME"
  local javac
  if javac=$(command -v javac); then
    dirname "$(dirname "$(readlink -f "$javac")")"
  fi
  find -L /usr/lib/jvm -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort -V || true
}

# Sets JAVA_HOME to the given JDK (a version or a path), or to the first one that is new enough.
use_jdk() {
  local wanted="${1:-}" home version
  if [[ "$wanted" == */* ]]; then
    [[ -n "$(jdk_version "$wanted")" ]] || die "There is no JDK in [$wanted]."
    export JAVA_HOME="$wanted"
    return
  fi
  while read -r home; do
    version=$(jdk_version "$home")
    if [[ -n "$version" ]] && fits "${version%%[.+-]*}" "$wanted"; then
      export JAVA_HOME="$home"
      return
    fi
  done < <(jdk_candidates)
  die "No JDK ${wanted:-17 or newer} found in JAVA_HOME [${JAVA_HOME:-}], on the PATH or in /usr/lib/jvm." \
    "Install one (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME."
}

fits() {
  if [[ -n "$2" ]]; then [[ "$1" == "$2" ]]; else ((${1:-0} >= 17)); fi
}

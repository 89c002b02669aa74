# shellcheck shell=bash
# Messages, the log of the set-up, and its scratch directory.

readonly CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/multihost"
readonly LOG="$CACHE/setup.log"
SCRATCH=""

say() { printf 'run: %s\n' "$*"; }

die() {
  printf 'run: %s\n' "$@" >&2
  exit 1
}

clean_up() { [[ -z "$SCRATCH" ]] || rm -rf -- "$SCRATCH"; }

# Creates an empty scratch directory. It is on the file system of the cache, so that finished files
# can be moved there in one step.
new_scratch() {
  clean_up
  SCRATCH=$(mktemp -d "$CACHE/.new.XXXXXX")
}

# Runs a command with its output in the log. If it fails, prints the end of the log.
logged() {
  printf '\n$ %s\n' "$*" >>"$LOG"
  "$@" >>"$LOG" 2>&1 && return
  local status=$?
  say "failed: $*; the end of $LOG:" >&2
  tail -n 20 "$LOG" >&2
  return "$status"
}

# Runs a command with its output in the log. The command may fail.
tried() {
  printf '\n$ %s\n' "$*" >>"$LOG"
  "$@" >>"$LOG" 2>&1
}

# shellcheck shell=bash
# The doctor of this repository's own sources.

# Compiles the doctor and runs it in place of this script; it needs no other class path.
run_doctor() {
  local log
  has mvn || die "Maven compiles the doctor, and there is none. Run ./run setup, or install it."
  log=$(mktemp)
  mvn -q -B -ntp -pl migration-qemu -am compile -Dspotless.check.skip >"$log" 2>&1 ||
    { cat "$log" >&2 && die "The doctor cannot be compiled."; }
  rm -f "$log"
  exec "$JAVA_HOME/bin/java" -cp migration-qemu/target/classes:migration-extension/target/classes \
    org.multihost.migration.qemu.doctor.Doctor "$@"
}

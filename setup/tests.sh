# shellcheck shell=bash
# The commands that run tests.

# Tests mostly wait: for guests, for other hosts, for deadlines.
readonly SIDE_BY_SIDE=-DforkCount=1.5C

run_install() {
  maven -pl migration-qemu -am install -DskipTests -Dspotless.check.skip -Dmaven.javadoc.skip "$@"
}

run_samples() { maven -Psamples -pl sample-tests -am test "$@"; }

# Leaves out the tests with the tag "long" unless the first argument is --all; then every fault is also
# injected at every phase, and every launcher runs with every version of JUnit.
run_tests() {
  local status=0 extent=(-DexcludedGroups=long)
  if [[ "${1:-}" == --all ]]; then
    extent=(-Dfaults=whole -Dlaunchers=whole)
    shift
  fi
  say "shellcheck -x -a run .ci/run"
  shellcheck -x -a run .ci/run || status=$?
  # A failure in one step must not hide those of later steps; it fails the run at the end.
  maven spotless:check || status=$?
  all_modules verify "$SIDE_BY_SIDE" "${extent[@]}" -Dspotless.check.skip "$@" || status=$?
  side_by_side test_older_hazelcast test_newer_junit check_release || status=$?
  return "$status"
}

test_older_hazelcast() {
  say "again with the last Hazelcast that has ICountDownLatch"
  maven "$SIDE_BY_SIDE" -Phazelcast-5.4 -pl migration-extension test "${AS_BUILT[@]}" \
    -Dsurefire.reportNameSuffix=hazelcast-5.4 -Dsurefire.failIfNoSpecifiedTests=false \
    '-Dtest=HazelcastRendezvousTests,MemoryRendezvousTests,RunStateTests,ConnectionTests'
}

test_newer_junit() {
  say "some samples again, on JUnit 6; all of them with -Dtest='*Tests'"
  maven "$SIDE_BY_SIDE" -Pjunit6,samples -pl sample-tests -am test "${AS_BUILT[@]}" \
    -Dsurefire.reportNameSuffix=junit6 -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest=FirstMigrationTests,MeetAndExchangeTests
}

# Sets NUMBER and REST from a command's arguments: the first one if it is a number, else a default.
number_or() {
  NUMBER="$1" REST=("${@:2}")
  if [[ "${2:-}" =~ ^[0-9]+$ ]]; then
    NUMBER="$2" REST=("${@:3}")
  fi
}

run_soak() {
  number_or 1000 "$@"
  maven -pl migration-qemu -am test -Dspotless.check.skip -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest=FaultSoak -Dsoak.hops="$NUMBER" "${REST[@]}"
  cat migration-qemu/target/soak.md
}

run_oracle() {
  number_or 1000000 "$@"
  maven -pl migration-extension test -Dspotless.check.skip -Dtest=OracleTests \
    -Doracle.runs="$NUMBER" "${REST[@]}"
}

run_launchers() {
  maven -pl sample-tests -am test -Dspotless.check.skip -Dsurefire.failIfNoSpecifiedTests=false \
    '-Dtest=LaunchersTests,EclipseRunnerTests,MavenTests,ModuleTests,LinkageTests' -Dlaunchers=whole "$@"
}

# shellcheck shell=bash
# Runs of Maven, and the summary of their test reports.

# Arguments for another run of what is built, as it is: with other versions of the libraries, as users run it.
readonly AS_BUILT=(-Dspotless.check.skip -Dmaven.compiler.useIncrementalCompilation=false)

# Arguments for the repeated build of sources that an earlier one has checked.
readonly UNCHECKED=(-Dspotless.check.skip -Dcompiler.checks=-XDchecked)

maven() {
  say "mvn $*"
  mvn -B -ntp -Dstyle.color=never "$@"
}

# Builds all modules, also those after a module with failed tests, and fails if a test or a JVM has
# failed. Maven leaves out the modules that depend on a failed one, and exits with 0 when failures
# are ignored. Surefire's counts and its messages about JVMs decide instead.
all_modules() {
  local log status=0
  log=$(mktemp)
  maven -Dmaven.test.failure.ignore "$@" | tee "$log"
  status=${PIPESTATUS[0]}
  if grep -qE '^\[(ERROR|WARNING)\] (Tests run: .*(Failures|Errors): [1-9]|There (are|was) |.*(forked VM|ExecutionException|in the fork))' "$log"; then
    status=1
  fi
  rm -f "$log"
  return "$status"
}

# Runs functions at the same time, and prints the output of each when it has ended. Fails if one of
# them has failed.
side_by_side() {
  local each status=0 outputs running=()
  outputs=$(mktemp -d)
  trap 'kill $(jobs -p) 2>/dev/null || true' INT TERM
  for each in "$@"; do
    (
      trap clean_up EXIT
      "$each"
    ) >"$outputs/$each" 2>&1 &
    running+=($!)
  done
  for each in "$@"; do
    wait "${running[0]}" || status=$?
    running=("${running[@]:1}")
    cat "$outputs/$each"
  done
  trap - INT TERM
  rm -rf "$outputs"
  return "$status"
}

# Adds up the reports that are newer than the given file. The last line has Surefire's form.
summary() {
  local since="$1"
  say "reports: $(echo */target/surefire-reports)"
  find . -path './*/target/surefire-reports*/TEST-*.xml' -not -path '*/target/*/target/*' -newer "$since" -print0 |
    xargs -0 -r grep -hom 1 '<testsuite .*' |
    awk '
      function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
      { t += count("tests"); f += count("failures"); e += count("errors"); s += count("skipped") }
      END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", t, f, e, s }'
}

# Runs a function and then the summary. Fails if the function or a reported test has failed.
with_summary() {
  local since status=0
  since=$(mktemp)
  # A subshell with errexit on: "||" would switch it off.
  set +e
  (set -e && "$@")
  status=$?
  set -e
  summary "$since" | tee "$since.counts"
  grep -q 'Failures: 0, Errors: 0,' "$since.counts" || ((status != 0)) || status=1
  rm -f "$since" "$since.counts"
  return "$status"
}

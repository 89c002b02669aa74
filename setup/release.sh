# shellcheck shell=bash
# A second build of the same sources, as for a release, compared with the first one.

run_release() {
  maven verify -DskipTests -Dspotless.check.skip "$@"
  check_release
}

# Builds a copy of the sources in another directory, time zone and locale, with signatures by a key
# of this run and the lists of components, and compares it with what is built here.
check_release() {
  local copy jar
  say "a second build, as for a release: the same jars, signatures, licences"
  new_scratch
  copy="$SCRATCH/sources"
  mkdir -m 700 "$copy" "$SCRATCH/keys"
  tar -c --exclude=target --exclude=.git . | tar -x -C "$copy"
  export GNUPGHOME="$SCRATCH/keys"
  logged gpg --batch --passphrase '' --quick-generate-key 'only for this run' default default never || return
  (
    cd "$copy"
    export TZ=Pacific/Auckland LC_ALL=C.UTF-8
    maven -Prelease -pl migration-qemu -am verify -DskipTests "${UNCHECKED[@]}" -Duser.language=tr -Duser.country=TR
  ) || return
  for jar in migration-*/target/*.jar; do
    cmp -s "$jar" "$copy/$jar" ||
      die "Two builds differ in [$jar]; expected the same bytes." "$(differing_files "$jar" "$copy/$jar")"
    logged gpg --batch --verify "$copy/$jar.asc" "$copy/$jar" || return
  done
  say "two builds in different directories have the same $(compgen -G 'migration-*/target/*.jar' | wc -l) jars; each is signed"
  check_licences "$copy/migration-qemu/target/bom.json"
  logged gpgconf --kill all
  unset GNUPGHOME
}

# The files that differ between two archives.
differing_files() {
  local one other
  one=$(realpath "$1") other=$(realpath "$2")
  mkdir "$SCRATCH/one" "$SCRATCH/other"
  (cd "$SCRATCH/one" && "$JAVA_HOME/bin/jar" -xf "$one")
  (cd "$SCRATCH/other" && "$JAVA_HOME/bin/jar" -xf "$other")
  (cd "$SCRATCH" && diff -rq one other) || true
}

# Compares the components of a release with the table of licences.
check_licences() {
  local listed found
  found=$(sed -n 's|.*"purl" : "pkg:maven/\([^/]*\)/\([^@]*\)@.*|\1:\2|p' "$1" | grep -v '^org\.multihost:' | sort -u)
  listed=$(grep -o '^| .[^|]*:[^|]*. |' docs/licences.md | tr -d '|` ' | sort -u)
  diff <(echo "$listed") <(echo "$found") ||
    die "The table of docs/licences.md (<) is not the list of components of [migration-qemu] (>); change the table."
  say "docs/licences.md lists all $(wc -l <<<"$found") libraries"
}

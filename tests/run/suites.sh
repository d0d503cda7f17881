# Part of ./test: steps, the runs of tests, and the closing line. Sourced, never run.

passed=0 failed=0 skipped=0
failures=()

fail() {
  failures+=("$1")
  echo "  FAILED: $1"
}

# Ends at once: without this nothing else can be said.
stop() {
  fail "$1"
  close
}

step() { # name, command...
  local name=$1 began=$SECONDS code=0
  shift
  echo "== $name"
  "$@" || code=$?
  echo "-- $name: $((SECONDS - began)) s"
  return "$code"
}

# A signal reaches this script while the command runs, and the command is then ended by its id.
in_background() {
  local pid code=0
  "$@" 9>&- </dev/null &
  pid=$!
  children+=("$pid")
  wait "$pid" || code=$?
  forget "$pid"
  return "$code"
}

forget() {
  local pid left=()
  for pid in "${children[@]}"; do [[ $pid == "$1" ]] || left+=("$pid"); done
  children=("${left[@]}")
}

build() {
  local locked=()
  [[ ${CI:-} != true ]] || locked=(-p:RestoreLockedMode=true)
  in_background dotnet build Quayside.slnx -c Release -v quiet "${locked[@]}"
}

# What the build does not: it has the rules of style as errors, and a test has the order of usings (UsingsTests).
check_format() {
  in_background dotnet format whitespace . --folder --verify-no-changes
}

run_suite() { # name, project folder, tests at once, environment... [-- options of the test program...]
  local name=$1 program=$2/bin/Release/net10.0/${2##*/}.dll threads=$3 report=$work/report-$RANDOM.xml began=$SECONDS code=0 variables=()
  shift 3
  while (($# > 0)) && [[ $1 != -- ]]; do variables+=("$1") && shift; done
  echo "== $name"
  in_background env "${variables[@]}" TZ=Asia/Kolkata TMPDIR="$work/tmp" QUAYSIDE_SCREENSHOTS="$work/screenshots" \
    timeout --kill-after=10 "$((deadline > SECONDS ? deadline - SECONDS : 1))" \
    dotnet "$program" -xml "$report" -noLogo -noColor -longRunning 60 -maxThreads "$threads" "${@:2}" || code=$?
  count "$name" "$report" "$code"
  echo "-- $name: $((SECONDS - began)) s"
}

count() { # name, report, exit code
  local ran=0 bad=0 left=0 part
  if [[ -s $2 ]]; then
    read -r ran bad left < <(awk -f tests/run/counts.awk "$2")
    awk -v want=skips -f tests/run/counts.awk "$2"
  fi
  if ((bad > 0)); then
    # Named again at the end: of a long log the end is what is looked at.
    while IFS= read -r part; do failures+=("$1: $part"); done < <(awk -v want=fails -f tests/run/counts.awk "$2")
  fi
  passed=$((passed + ran)) failed=$((failed + bad)) skipped=$((skipped + left))
  echo "  $1: $ran passed, $bad failed, $left skipped"
  if (($3 == 124 || $3 == 137)); then
    fail "$1: cut off, the time for all tests is over"
  elif ((ran + bad == 0)); then
    fail "$1: ran no test"
  elif (($3 != 0 || bad > 0)); then
    fail "$1: exit code $3, $bad failed"
  fi
}

keep_screenshots() {
  [[ -n $(ls -A "$work/screenshots" 2>/dev/null) ]] || return 0
  mkdir -p "$root/artifacts/screenshots"
  cp "$work"/screenshots/* "$root/artifacts/screenshots/"
}

close() {
  local part
  if [[ -n $(ls -A "$work/screenshots" 2>/dev/null) ]]; then echo 'Pictures of what failed: artifacts/screenshots'; fi
  for part in "${missing[@]}"; do
    skipped=$((skipped + 1))
    if [[ ${CI:-} == true ]]; then failures+=("missing in CI: $part"); else echo "SKIPPED: $part"; fi
  done
  for part in "${failures[@]}"; do echo "FAILED: $part"; done
  echo "Everything took $((SECONDS / 60)) min $((SECONDS % 60)) s"
  local more=''
  if ((skipped > 0)); then more=", $skipped skipped"; fi
  echo "$passed passed, $failed failed$more"
  if ((${#failures[@]} > 0)); then exit 1; fi
  exit 0
}

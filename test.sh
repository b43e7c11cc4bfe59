#!/usr/bin/env bash
# The one test command: installs what is missing, checks the format, builds, publishes the native binary, runs every test, and ends with
# a line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Of the .NET runtime's starts, of which the tests make a thousand, a fifth is what these do: guarding compiled code, measuring for a second
# compilation, and listening for a debugger (whose sockets a killed process leaves behind).
export DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0 DOTNET_EnableDiagnostics=0

passed=0
failed=0
step() { printf '\n== %s\n' "$*"; }
finish() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}
broken() {
  printf 'FAILED: %s\n' "$*" >&2
  failed=$((failed + 1))
  finish
}

# A package is installed where this is a Debian or Ubuntu machine and we are root; anywhere else its name is all that can be given.
need() { # COMMAND-OR-FILE PACKAGE
  command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    step "install $2"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" >/dev/null && return 0
  fi
  broken "'$1' is missing: install the package '$2' (Debian, Ubuntu: apt-get install $2)"
}

command -v dotnet >/dev/null 2>&1 || broken "the .NET SDK 10.0 is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
# The native compiler links with clang or gcc.
command -v gcc >/dev/null 2>&1 || need clang clang
need /usr/include/zlib.h zlib1g-dev
# A clock of the sidecar's own to set, permissions that bind root too, a limit on the size of its files.
need faketime faketime
need setpriv util-linux
need prlimit util-linux
# The runbook's commands are tried as they stand.
need curl curl

step "format"
dotnet tool restore >/dev/null || broken "dotnet tool restore"
dotnet csharpier check . || broken "the format: run 'dotnet csharpier format .'"

step "build"
dotnet build CanarySidecar.sln -c Release -warnaserror --nologo -v quiet || broken "the build"

# The native binary is made while the unit tests run: its compiler uses one core.
native="$PWD/artifacts/native"
runtime="$PWD/artifacts/runtime"
rm -rf "$native" "$runtime"
mkdir -p artifacts
publish() { # LOG OPTION...
  local log="artifacts/$1"
  shift
  dotnet publish src/Sidecar -c Release -r linux-x64 --nologo -v quiet "$@" >"$log" 2>&1
}
# For the tests on the .NET runtime: the same assemblies, compiled before (ReadyToRun), so that a start takes half of the time.
step "publish for the .NET runtime"
publish runtime.log --self-contained false -p:PublishAot=false -p:PublishReadyToRun=true -o "$runtime" || {
  cat artifacts/runtime.log
  broken "dotnet publish for the .NET runtime"
}
publish publish.log -o "$native" &
publishing=$!

# Runs one test project and adds its counts. A runner that ends without its summary counts as one failure.
run_tests() { # NAME PROJECT
  step "tests: $1"
  local out status line
  out=$(mktemp)
  "tests/$2/bin/Release/net10.0/$2" -noLogo -noColor >"$out" 2>&1
  status=$?
  line=$(grep -E 'Total: [0-9]+' "$out" | tail -n 1)
  if [ -z "$line" ]; then
    cat "$out"
    echo "no summary of the test runner (exit code $status)"
    failed=$((failed + 1))
  else
    local total errors fails skipped
    total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$line")
    errors=$(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<<"$line")
    fails=$(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<<"$line")
    skipped=$(sed -E 's/.*Skipped: ([0-9]+).*/\1/' <<<"$line")
    if [ $((errors + fails + skipped)) -gt 0 ] || [ "$status" -ne 0 ]; then
      cat "$out"
    else
      echo "$line"
    fi
    # A skipped test is a test that was not run: it counts as a failure.
    passed=$((passed + total - errors - fails - skipped))
    failed=$((failed + errors + fails + skipped))
    if [ "$status" -ne 0 ] && [ $((errors + fails + skipped)) -eq 0 ]; then
      failed=$((failed + 1))
    fi
    if [ "$total" -eq 0 ]; then
      echo "no test was run"
      failed=$((failed + 1))
    fi
  fi
  rm -f "$out"
}

run_tests "Shadow" Shadow.Tests
run_tests "Sidecar" Sidecar.Tests
# The corpus, and 2 seconds of mutations for each target; bench/fuzz.sh goes on for longer.
run_tests "fuzzing" Fuzz

step "publish the native binary"
if ! wait "$publishing"; then
  cat artifacts/publish.log
  broken "dotnet publish"
fi
if grep -E 'warning (IL|CS|NU)[0-9]+' artifacts/publish.log; then
  broken "trim or AOT warnings in the publish: they are listed above"
fi
ls -l "$native/sidecar" | awk '{ printf "native binary: %.1f MB\n", $5 / 1e6 }'

export SIDECAR_UNDER_TEST="$native/sidecar"
run_tests "end to end, native binary" EndToEnd
export SIDECAR_UNDER_TEST="$runtime/sidecar"
run_tests "end to end, on the .NET runtime" EndToEnd

finish

#!/usr/bin/env bash
# Fuzzes for longer than test.sh does, led by which branches an input takes. Ends by itself; exit code 1 where something was found.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

tool="artifacts/tools/sharpfuzz"
if [ ! -x "$tool" ]; then
  dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path artifacts/tools >/dev/null
fi
dotnet build bench/FuzzHunt -c Release --nologo -v quiet

# A copy, so that no other program runs the instrumented assemblies.
run="artifacts/fuzz-hunt"
rm -rf "$run"
cp -r bench/FuzzHunt/bin/Release/net10.0 "$run"
for assembly in CanarySidecar.Shadow.dll sidecar.dll; do
  "$tool" "$run/$assembly"
done
exec "$run/FuzzHunt" "$@"

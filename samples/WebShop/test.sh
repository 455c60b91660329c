#!/usr/bin/env bash
# Runs the tests of a version against a process of its own, which is started for them: test.sh 4.2
# WEBSHOP_CONNECTION names the database; with WEBSHOP_CONFIGURATION (Debug or Release) what is built already is taken as it is.
set -euo pipefail
cd "$(dirname "$0")"
version=${1:?which version, 4.2 or 4.3?}
: "${WEBSHOP_CONNECTION:?which database?}"

port=$((20000 + RANDOM % 20000))
if [ -n "${WEBSHOP_CONFIGURATION:-}" ]; then
  built="bin/$WEBSHOP_CONFIGURATION/net10.0/WebShop.V${version/./}"
  dotnet "$version/App/$built.dll" --urls "http://127.0.0.1:$port" &
  tests="$version/Tests/$built.Tests.dll"
else
  dotnet run --project "$version/App" --urls "http://127.0.0.1:$port" &
  tests="$version/Tests"
fi
app=$!
trap 'kill "$app" 2>/dev/null; wait "$app" 2>/dev/null || true' EXIT

# Without a program that a machine may lack.
ready() (exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET /ready HTTP/1.0\r\n\r\n' >&3 && head -n 1 <&3 | grep -q ' 200 ') 2>/dev/null

for _ in $(seq 300); do
  ready && break
  kill -0 "$app" 2>/dev/null || { echo "The shop did not start." >&2; exit 1; }
  sleep 0.1
done

MIGRATIONGUARD_URL="http://127.0.0.1:$port" dotnet test "$tests" --nologo

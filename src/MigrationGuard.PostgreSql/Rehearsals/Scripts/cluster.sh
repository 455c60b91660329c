# A throw-away cluster that lives as long as this script's standard input is open.
# Arguments: the directory of the server programs, the port.
set -eu
programs=$1 port=$2
temp=${TMPDIR:-/tmp}

# A killed rehearsal leaves its directory behind, with the lock released.
for old in "$temp"/migrationguard-rehearsal-*; do
  [ -f "$old/lock" ] && command -v flock >/dev/null && flock --nonblock "$old/lock" true 2>/dev/null || continue
  pid=$(head -n 1 "$old/data/postmaster.pid" 2>/dev/null || echo none)
  if grep -qs "$old" "/proc/$pid/cmdline"; then kill -QUIT "$pid" 2>/dev/null || true; fi
  rm -rf "$old" 2>/dev/null || true
done

# Whoever interrupts the terminal means the program that holds our input; it ends us in its own time.
trap '' INT

directory=$(mktemp -d "$temp/migrationguard-rehearsal-XXXXXX")
trap 'rm -rf "$directory"' EXIT
exec 9>"$directory/lock"
if command -v flock >/dev/null; then flock 9; fi

"$programs/initdb" --pgdata="$directory/data" --username=postgres --auth=trust --encoding=UTF8 --no-sync >/dev/null 9>&-
"$programs/postgres" -D "$directory/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$directory" \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off 2>&1 </dev/null 9>&- &
server=$!

while read -r _; do :; done
kill -INT "$server" 2>/dev/null || true
wait "$server" || true

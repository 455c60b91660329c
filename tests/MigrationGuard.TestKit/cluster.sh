# One throw-away cluster that lives as long as this script's standard input is open.
# Arguments: the directory of the server binaries, the port, further options of the server.
set -eu
binaries=$1 port=$2
shift 2

# A database is a directory of three hundred files: in memory it is made in a third of the time. 2 GB is several times what a run needs.
temp=/tmp
if [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)" -ge 2097152 ] 2>/dev/null && [ -w /dev/shm ]; then temp=/dev/shm; fi
temp=${TMPDIR:-$temp}

# A killed run leaves its directory behind, with the lock released.
for old in "$temp"/migrationguard-pg-* /tmp/migrationguard-pg-*; do
  [ -f "$old/lock" ] && flock --nonblock "$old/lock" true 2>/dev/null || continue
  pid=$(head -n 1 "$old/data/postmaster.pid" 2>/dev/null || echo none)
  if grep -qs "$old" "/proc/$pid/cmdline"; then kill -QUIT "$pid" 2>/dev/null || true; fi
  rm -rf "$old" 2>/dev/null || true
done

# Whoever interrupts the terminal means the program that holds our input; it ends us in its own time.
trap '' INT

directory=$(mktemp -d "$temp/migrationguard-pg-XXXXXX")
trap 'rm -rf "$directory"' EXIT
exec 9>"$directory/lock"
if command -v flock >/dev/null; then flock 9; fi

"$binaries/initdb" --pgdata="$directory/data" --username=postgres --auth=trust \
  --encoding=UTF8 --locale=C --no-sync >/dev/null 9>&-

# Only what is installed can be preloaded; counting is off until a test turns it on for its session.
counting=
installed=$(dirname "$(readlink -f "$binaries/postgres" || echo "$binaries/postgres")")/..
for library in "$installed/lib/pg_stat_statements.so" "$installed/lib/postgresql/pg_stat_statements.so"; do
  if [ -f "$library" ]; then counting="-c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track=none"; fi
done

"$binaries/postgres" -D "$directory/data" -p "$port" \
  -c listen_addresses=127.0.0.1 -c unix_socket_directories="$directory" -c max_connections=200 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off \
  -c max_prepared_transactions=20 -c wal_level=logical -c timezone=UTC $counting "$@" 2>&1 </dev/null 9>&- &
server=$!

while read -r _; do :; done
kill -INT "$server" 2>/dev/null || true
wait "$server" || true

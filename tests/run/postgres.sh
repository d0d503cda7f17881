# Part of ./test: a PostgreSQL server of its own, thrown away at the end. Sourced, never run.

postgres_bin='' postgres_pid=''
# Nothing here outlives the run. Benchmarks empty this: what they measure is written to disk.
postgres_durability=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)

find_postgres() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(dirname -- "$(command -v initdb || echo /none/initdb)"); do
    if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_isready ]]; then
      postgres_bin=$folder && return 0
    fi
  done
  return 1
}

start_postgres() {
  [[ -z ${QUAYSIDE_TEST_POSTGRES:-} && -n $postgres_bin ]] || return 0
  make_cluster && serve_cluster || { tail -n 20 "$work/postgres/log" && fail 'PostgreSQL did not start'; }
}

make_cluster() {
  local data=$work/postgres
  mkdir "$data"
  postgres_as=()
  # initdb and the server refuse root.
  if ((EUID == 0)); then
    local user=nobody
    if id postgres >/dev/null 2>&1; then user=postgres; fi
    postgres_as=(setpriv --reuid="$user" --regid="$(id -gn "$user")" --init-groups)
    chown "$user" "$data"
  fi
  postgres_password=$(od -An -tx1 -N16 /dev/urandom | tr -d ' \n')
  printf '%s' "$postgres_password" >"$data/password"
  # Text sorts by a language here, as on most servers: a query that pages by text without saying COLLATE "C" is found out.
  (cd "$data" && in_background "${postgres_as[@]}" "$postgres_bin/initdb" -D cluster -U quayside --auth=scram-sha-256 --pwfile=password \
    --no-sync --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US) >"$data/log" 2>&1
}

# The port is found by trying, so that nobody can take it between the look and the start.
serve_cluster() {
  local port tries
  # Killed ourselves, we can end nobody: then the system tells the server.
  local postgres_with_us=("${postgres_as[@]}")
  if command -v setpriv >/dev/null; then postgres_with_us=("${postgres_as[@]:-setpriv}" --pdeathsig=INT); fi
  for tries in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM % 12000))
    (cd "$work/postgres" && exec "${postgres_with_us[@]}" "$postgres_bin/postgres" -D cluster -p "$port" \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
      "${postgres_durability[@]}") >>"$work/postgres/log" 2>&1 &
    postgres_pid=$!
    children+=("$postgres_pid")
    if answers "$postgres_pid" "$port"; then
      export QUAYSIDE_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=quayside;Password=$postgres_password;Database=postgres"
      return 0
    fi
  done
  return 1
}

answers() { # pid, port
  local waited
  for waited in {1..300}; do
    kill -0 "$1" 2>/dev/null || return 1
    "$postgres_bin/pg_isready" -q -h 127.0.0.1 -p "$2" && kill -0 "$1" 2>/dev/null && return 0
    sleep 0.1
  done
  return 1
}

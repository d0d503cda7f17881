# Part of ./test: what the machine has, and what is installed on it. Sourced, never run.

# Names what is not there: skipped on a developer's machine, a failure in CI.
missing=()
chromium=''

lacks() { # what, why
  missing+=("$1: $2")
  echo "  missing: $1 ($2)"
}

check_machine() {
  if ! [[ $'\n'$(dotnet --list-sdks 2>/dev/null) == *$'\n10.'* ]]; then
    stop 'the .NET 10 SDK is not installed (package dotnet-sdk-10.0 of Microsoft, or dotnet-install)'
  fi
  check_icu
  [[ -z $fast ]] || return 0
  check_postgres
  check_chromium
  check_node
}

check_icu() {
  has_icu && return
  local package
  package=$(apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | awk '{print $1; exit}')
  apt_install "${package:-libicu}" && has_icu || stop 'ICU is not installed (package libicu of the system); Quayside compares texts with it'
}

has_icu() {
  [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) == *libicuuc* ]]
}

check_postgres() {
  [[ -z ${QUAYSIDE_TEST_POSTGRES:-} ]] || return 0
  find_postgres || { apt_install postgresql && find_postgres; } || lacks 'PostgreSQL' "$install_failure"
}

check_chromium() {
  find_chromium || { apt_install chromium fonts-liberation && find_chromium; } || lacks 'Chromium' "$install_failure"
}

find_chromium() {
  chromium=${QUAYSIDE_CHROMIUM:-$(command -v chromium || true)}
  [[ -x $chromium ]] || { chromium='' && return 1; }
}

check_node() {
  node_is_new && command -v npm >/dev/null && return
  local wanted=()
  node_is_new || wanted+=(nodejs)
  command -v npm >/dev/null || wanted+=(npm)
  apt_install "${wanted[@]}" && node_is_new && command -v npm >/dev/null || lacks 'Vendure (Node.js 18 or newer, npm)' "$install_failure"
}

node_is_new() {
  [[ $(node --version 2>/dev/null) =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= 18))
}

install_failure=''
apt_is_fresh=''

apt_install() { # packages
  local sudo=()
  if [[ -z $may_install ]]; then
    install_failure='--no-install was given' && return 1
  elif ! command -v apt-get >/dev/null; then
    install_failure='this machine has no apt-get' && return 1
  elif ((EUID != 0)); then
    sudo=(sudo -n)
    "${sudo[@]}" true 2>/dev/null || { install_failure='not root, and sudo asks for a password' && return 1; }
  fi
  echo "  installing $* (apt-get)"
  if [[ -z $apt_is_fresh ]]; then
    in_background "${sudo[@]}" apt-get update -q >"$work/apt.log" 2>&1 && apt_is_fresh=yes || true
  fi
  install_failure="apt-get could not install $*"
  in_background "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" >>"$work/apt.log" 2>&1 || { tail -n 5 "$work/apt.log" && return 1; }
  install_failure="apt-get installed $*, and it is still missing or too old"
}

vendure=tests/vendure

# npm empties the folder it installs into: only when the lock file is another than last time.
install_vendure() {
  has_part Vendure || return 0
  local stamp=$vendure/node_modules/.installed-lock
  if cmp -s "$vendure/package-lock.json" "$stamp"; then return 0; fi
  if [[ -z $may_install ]]; then
    lacks 'Vendure' '--no-install was given' && return 0
  fi
  if in_background npm ci --prefix "$vendure" --no-progress --loglevel=error; then
    cp "$vendure/package-lock.json" "$stamp"
  else
    lacks 'Vendure' 'npm ci failed'
  fi
}

prepare_vendure() {
  has_part Vendure || return 0
  in_background node "$vendure/prepare.mjs" || fail 'tests/vendure/prepare.mjs: the sample shop could not be made'
}

has_part() { # beginning of its name in "missing"
  local part
  for part in "${missing[@]}"; do [[ $part != "$1"* ]] || return 1; done
}

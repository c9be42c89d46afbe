# Sourced by run.sh and test.sh: makes .venv and installs a lock in it, once for each version of the lock.

say() { printf '%s\n' "$*" >&2; }

as_root() {  # runs a command as root where we may, fails where we may not
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

apt_install() {  # installs Debian packages, or prints the one command that does
    command -v apt-get >/dev/null && as_root apt-get update -qq >/dev/null 2>&1 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1 && return
    say "Il manque : $*. Lancez : sudo apt-get install -y $*"
    return 1
}

find_python() {  # the first Python 3.11 or later
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "Il faut Python 3.11 ou plus récent. Lancez : sudo apt-get install -y python3 python3-venv"
    return 1
}

make_venv() {
    local python
    python=$(find_python) || exit 1
    [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; apt_install python3-venv && "$python" -m venv .venv; } || exit 1
}

install_from() {  # installs a lock, each file checked by its hash, and the project itself, unless they are there
    local content
    content=$(cat requirements*.txt pyproject.toml | cksum | tr -d ' ')
    [ -e ".venv/.installed-$content-$1" ] && return
    say "Installation de $1…"
    find .venv -maxdepth 1 -name '.installed-*' ! -name ".installed-$content-*" -delete  # true of another lock, soon no more
    # Wheels only: building from source would fetch build tools that no hash guards.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$1" || exit 1
    # The command `rattrapage`, on this folder as it stands: setuptools comes from the lock, nothing is fetched.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . || exit 1
    touch ".venv/.installed-$content-$1"
}

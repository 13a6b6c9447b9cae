#!/bin/sh
# Make .venv hold what a requirements file asks for. Usage: sh deploy/install.sh requirements.txt
# Nothing is done when a stamp says that these very files are installed; what was interrupted is begun afresh.
set -eu
wanted=$1
stamp=.venv/.installed-$wanted
unfinished=.venv/.unfinished
mark=$(cat requirements.txt "$wanted" constraints.txt | cksum)

[ "$(cat "$stamp" 2>/dev/null || true)" = "$mark" ] && [ ! -e "$unfinished" ] && .venv/bin/python -c '' 2>/dev/null && exit 0

python=
for candidate in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Firstcut needs Python 3.11 or newer; here is $("${PYTHON:-python3}" --version 2>&1 || echo none)." >&2
    echo "Install one and name it: PYTHON=/path/to/python3.11 make run" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "$("$python" --version) has no venv module. On Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
fi

if [ -e "$unfinished" ]; then
    echo "The last installation did not finish; beginning afresh."
fi
if [ -e "$unfinished" ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    mkdir -p .venv
    : >"$unfinished"
    "$python" -m venv --clear .venv
fi
: >"$unfinished"
echo "Installing $wanted into .venv (a minute or two the first time) …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$wanted" -c constraints.txt
echo "$mark" >"$stamp"
rm -f "$unfinished"

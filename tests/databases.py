"""A migrated database that every test process copies: to make one takes a processor half a minute.

Kept in $XDG_CACHE_HOME/firstcut (SQLite) or on the server (PostgreSQL) under a name that changes with any migration,
of ours or of a library. Whoever copies it migrates once more, so that what follows a migration (permissions, content
types) is that of the code of now.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "firstcut"


def make() -> str:
    """What to copy: the path of a file of SQLite, the name of a database of PostgreSQL. Made where it is missing."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other test process waits until the first has made what both copy
        return _make_for_sqlite() if connection.vendor == "sqlite" else _make_for_postgres()


def copy(name: str) -> None:
    """A migrated database of that name (SQLite: at that path); one that was there already is thrown away."""
    made = make()
    if connection.vendor == "sqlite":
        shutil.copy(made, name)
        return
    drop(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')


def drop(name: str) -> None:
    """Throw a database of PostgreSQL away, whoever is in it; those of SQLite go with their folder."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def url_of(name: str) -> str:
    """The address of the database of that name, for another process."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host, port = (config["HOST"] or "localhost").replace("/", "%2F"), config["PORT"] or 5432
    return f"postgres://{config['USER']}:{config['PASSWORD']}@{host}:{port}/{name}"


def _make_for_sqlite() -> str:
    path = CACHE / f"migrated-{_key()}.sqlite3"
    if not path.exists():
        for old in sorted(CACHE.glob("migrated-*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-2]:
            old.unlink()
        begun = path.with_suffix(".begun")
        begun.unlink(missing_ok=True)
        _migrate(str(begun))
        begun.rename(path)
    return str(path)


def _make_for_postgres() -> str:
    name = f"migrated_{_key()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            drop(begun := f"{name}_begun")
            cursor.execute(f'CREATE DATABASE "{begun}"')
            _migrate(begun)
            cursor.execute(f'ALTER DATABASE "{begun}" RENAME TO "{name}"')
    return name


def _key() -> str:
    """A short hash of every migration there is."""
    found = hashlib.sha256()
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for label in sorted(migrations):
        found.update(repr(label).encode())
        found.update(Path(sys.modules[type(migrations[label]).__module__].__file__ or "").read_bytes())
    return found.hexdigest()[:16]


def _migrate(name: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DATABASE_URL": url_of(name)},
        check=True,
    )


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(f"{make()}\n")

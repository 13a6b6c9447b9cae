"""One place that knows how each database has to be opened so that nothing acknowledged is lost."""

from pathlib import Path
from typing import Any

from dj_database_url import parse

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    # FULL, not NORMAL: in WAL mode NORMAL loses every commit since the last checkpoint at a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
POSTGRES_OPTIONS = {"options": "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"}


def database_from(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `url`; SQLite below `data_dir` where it is empty."""
    if not url:
        url = f"sqlite:///{data_dir / 'firstcut.sqlite3'}"
    config: dict[str, Any] = dict(parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": POSTGRES_OPTIONS}
    return config

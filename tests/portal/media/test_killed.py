"""kill -9 of a live server in the middle of a piece: nothing acknowledged is lost, and the file ends up identical."""

import hashlib
import http.client
import os
import random
import time

import pytest
from django.conf import settings
from django.db import connection

from tests import databases
from tests.portal.media.live import LiveServer

MIB = 1024**2
CHUNK = 8 * MIB
# With S3 a killed worker's lease on the upload has to run out each time: half a minute.
ROUNDS = 1 if settings.S3_PRIVATE_BUCKET else 3
pytestmark = pytest.mark.processes


@pytest.fixture
def server(tmp_path, django_db_blocker, monkeypatch):
    name = str(tmp_path / "live.sqlite3") if connection.vendor == "sqlite" else f"live_{os.getpid()}"
    monkeypatch.setenv("DATABASE_URL", databases.url_of(name))
    with django_db_blocker.unblock():
        databases.copy(name)
    server = LiveServer(tmp_path)
    yield server
    server.stop()
    with django_db_blocker.unblock():
        databases.drop(name)


def send(server, url, piece, offset, *, kill_after=None):
    """The new offset, or None. With `kill_after`, every worker is killed once that many bytes are out."""
    line = server.connect()
    line.putrequest("PATCH", url)
    headers = {"Content-Type": "application/offset+octet-stream", "Content-Length": str(len(piece))}
    for name, value in server.headers(Upload_Offset=str(offset), **headers).items():
        line.putheader(name, value)
    line.endheaders()
    try:
        for at in range(0, len(piece), 256 * 1024):
            if kill_after is not None and at >= kill_after:
                server.kill_workers()
                kill_after = None
            line.send(piece[at : at + 256 * 1024])
        response = line.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        return None
    assert response.status in (204, 409, 423), response.status
    return int(response.headers["Upload-Offset"]) if response.status == 204 else None


def test_killed_worker_loses_no_acknowledged_byte(server):
    chance = random.Random(3)
    raw = chance.randbytes(40 * MIB + 12_345)
    url = server.create(len(raw))
    acknowledged, kills = 0, 0
    while acknowledged < len(raw):
        offset = server.offset(url)
        assert acknowledged <= offset <= acknowledged + CHUNK
        acknowledged = offset
        kill_after = chance.randrange(CHUNK) if kills < ROUNDS else None
        kills += kill_after is not None
        acknowledged = send(server, url, raw[offset : offset + CHUNK], offset, kill_after=kill_after) or acknowledged
        time.sleep(0.3)

    found = server.run(
        "import django; django.setup()\n"
        "from portal.media import reading\nfrom portal.media.models import Original\n"
        "one = Original.objects.get(); reading.read(one.pk); one.refresh_from_db(); print(one.sha256, one.reason)"
    ).split()

    assert kills == ROUNDS
    assert found == [hashlib.sha256(raw).hexdigest(), "not_film"]

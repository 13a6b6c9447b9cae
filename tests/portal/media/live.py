"""A real gunicorn over its own database and folder, and a tus client that counts what was acknowledged."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
PREPARE = """
import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from portal.accounts.models import User
from django.conf import settings
user = User.objects.create_user("live@example.org", "x" * 12)
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""
TOKEN = "a" * 32


class LiveServer:
    """Start, kill and start again; `session` is a signed-in creator's cookie."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.arguments = folder, arguments or ("-k", "gthread", "-w", "2", "--threads", "4")
        self.env = os.environ | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        self.session = self.run(PREPARE).split()[-1]
        self.start()

    def run(self, program: str) -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "-b", f"127.0.0.1:{self.port}", *self.arguments]
        with (self.folder / "gunicorn.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        for _attempt in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "gunicorn.log").read_text())

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def kill_workers(self) -> None:
        for pid in self.workers():
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def headers(self, **more: str) -> dict[str, str]:
        fixed = {"Tus-Resumable": "1.0.0", "X-CSRFToken": TOKEN}
        fixed["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        return fixed | {name.replace("_", "-"): value for name, value in more.items()}

    def request(self, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
        line = self.connect()
        line.request(method, path, headers=self.headers(**headers))
        response = line.getresponse()
        response.read()
        return response

    def create(self, length: int) -> str:
        response = self.request("POST", "/uploads/", Upload_Length=str(length), Content_Length="0")
        assert response.status == 201, response.status
        return response.headers["Location"]

    def offset(self, url: str) -> int:
        return int(self.request("HEAD", url).headers["Upload-Offset"])

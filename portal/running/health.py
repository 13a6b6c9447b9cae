"""Two questions an operator's machines ask: is this process alive, and should it be given requests?

A middleware, not views: it answers before the host is checked, because a load balancer asks by IP address.
"""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string

SMALLEST_FREE_SHARE = 0.10

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers /healthz and /readyz; everything else goes on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {"/healthz": healthz, "/readyz": readyz}.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when requests can be served, 503 with the names of what is wrong.

    Search and mail are no part of it: without them the site still answers. Their queues are figures to watch.
    """
    wrong = [name for name, holds in CHECKS.items() if not holds()]
    answer = {"ready": not wrong, "wrong": wrong, "figures": {} if "database" in wrong else _figures()}
    return JsonResponse(answer, status=503 if wrong else 200)


def database_can_be_written() -> bool:
    """Touch no row, but as a write: a read-only or stopped database refuses it."""
    try:
        ContentType.objects.filter(pk=-1).update(app_label="")
    except DatabaseError:
        connection.close()
        return False
    return True


def migrations_are_applied() -> bool:
    """Whether the database has every migration of this code; asked until the first yes."""
    if not _seen_migrated:
        try:
            executor = MigrationExecutor(connection)
        except DatabaseError:
            return False
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen_migrated.append(True)
    return True


def disk_has_room() -> bool:
    """Whether a tenth of the disk with the data is free."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    return usage.free >= usage.total * SMALLEST_FREE_SHARE


def _figures() -> dict[str, float]:
    """Seconds or counts that the rooms offer in settings.READINESS_FIGURES (name: dotted path of a function)."""
    return {name: import_string(path)() for name, path in settings.READINESS_FIGURES.items()}


_seen_migrated: list[bool] = []
CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_can_be_written,
    "migrations": migrations_are_applied,
    "disk": disk_has_room,
}

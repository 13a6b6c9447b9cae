"""The tus endpoints. Signed-in people only, with Django's own CSRF check: the client sends X-CSRFToken."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.clock import now
from portal.errors import DomainError
from portal.media import actions
from portal.media.limits import max_bytes
from portal.media.models import Kind, Upload, UploadState
from portal.web.ratelimit import rate_limited

from . import protocol, receiving
from .protocol import Refusal

View = Callable[..., HttpResponse]


@rate_limited("uploads", per_user=settings.UPLOAD_RATE, methods=("POST",))
def uploads(request: HttpRequest) -> HttpResponse:
    """`OPTIONS` says what we can do, `POST` starts an upload."""
    return _answer(request, {"OPTIONS": _options, "POST": _create})


def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """`HEAD` says how far it is, `PATCH` goes on, `DELETE` gives it up."""
    methods: dict[str, View] = {"OPTIONS": _options, "HEAD": _head, "PATCH": _patch, "DELETE": _delete}
    return _answer(request, methods, public_id)


def _answer(request: HttpRequest, methods: dict[str, View], *args: str) -> HttpResponse:
    try:
        method = _method(request)
        view = methods.get(method)
        if view is None:
            raise Refusal(405, "method", _("This address does not do that."), Allow=", ".join(methods))
        if view is not _options:
            _must_speak_tus(request)
            if not request.user.is_authenticated:
                raise Refusal(401, "signed_out", _("Please sign in again; what was sent so far is kept."))
        response = view(request, *args)
    except DomainError as refusal:
        response = HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
        response["Firstcut-Code"] = getattr(refusal, "code", "refused")
        for name, value in getattr(refusal, "headers", {}).items():
            response[name] = value
    response["Tus-Resumable"] = protocol.VERSION
    response["Cache-Control"] = "no-store"
    return response


def _method(request: HttpRequest) -> str:
    method = request.method or ""
    override = request.headers.get("X-HTTP-Method-Override", "")
    if not override:
        return method
    if method != "POST" or override not in protocol.OVERRIDABLE:
        raise Refusal(400, "method_override", _("This request says two different things about what it wants."))
    return override


def _must_speak_tus(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != protocol.VERSION:
        raise Refusal(412, "tus_version", _("We speak version 1.0.0 of tus."), Tus_Version=protocol.VERSION)


def _options(_request: HttpRequest, *_args: str) -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": protocol.VERSION,
            "Tus-Extension": protocol.EXTENSIONS,
            "Tus-Checksum-Algorithm": ",".join(protocol.CHECKSUMS),
            "Tus-Max-Size": str(max_bytes(Kind.FILM)),
        },
    )


def _create(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    if "Upload-Defer-Length" in request.headers:
        raise Refusal(400, "length", _("We have to know how big the file is before it comes."))
    length = protocol.parse_number(request.headers.get("Upload-Length", ""), header="Upload-Length")
    metadata = protocol.parse_metadata(request.headers.get("Upload-Metadata", ""))
    key = protocol.parse_idempotency_key(request.headers.get("Idempotency-Key", ""))
    body = _body(request) if request.content_type == protocol.CHUNK_TYPE else None
    started = actions.create_upload(
        by=user, length=length, name=metadata.name, purpose=metadata.purpose, idempotency_key=key, at=now()
    )
    response = HttpResponse(status=201)
    try:
        if body and body.left and not started.offset:
            receiving.receive(started, body, offset=0)
            _finish_if_whole(started)
    except DomainError as refusal:
        refusal.__dict__.setdefault("headers", {})["Location"] = started.get_absolute_url()
        raise
    return _describe(response, started, location=True)


def _head(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    if found.state in (UploadState.EXPIRED, UploadState.ABORTED):
        receiving.must_be_open(found)
    _finish_if_whole(found)
    response = _describe(HttpResponse(status=200), found)
    response["Upload-Length"] = str(found.length)
    return response


def _patch(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    if request.content_type != protocol.CHUNK_TYPE:
        raise Refusal(415, "content_type", _("A piece of a file has to be sent as application/offset+octet-stream."))
    offset = protocol.parse_number(request.headers.get("Upload-Offset", ""), header="Upload-Offset")
    body = _body(request)
    receiving.must_be_open(found)
    receiving.receive(found, body, offset=offset)
    _finish_if_whole(found)
    return _describe(HttpResponse(status=204), found)


def _delete(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    receiving.must_be_open(found)
    actions.delete_upload(found, by=_user(request), at=now())
    return HttpResponse(status=204)


def _finish_if_whole(found: Upload) -> None:
    """Also on HEAD: a server killed after the last byte finishes when the client asks how far it is."""
    if found.state == UploadState.OPEN and found.is_whole:
        actions.finish_upload(found, at=now())


def _body(request: HttpRequest) -> receiving.Body:
    if "CONTENT_LENGTH" not in request.META or not request.META["CONTENT_LENGTH"]:
        raise Refusal(411, "content_length", _("A piece of a file has to say how long it is."))
    length = protocol.parse_number(str(request.META["CONTENT_LENGTH"]), header="Content-Length")
    checksum = protocol.parse_checksum(request.headers.get("Upload-Checksum", ""))
    return receiving.Body(request.read, length, checksum)


def _describe(response: HttpResponse, found: Upload, *, location: bool = False) -> HttpResponse:
    response["Upload-Offset"] = str(found.offset)
    if location:
        response["Location"] = found.get_absolute_url()
    if found.state == UploadState.OPEN:
        response["Upload-Expires"] = http_date(found.expires_at.timestamp())
    if found.original:
        response["Firstcut-Original"] = found.original.public_id
    return response


def _find(request: HttpRequest, public_id: str) -> Upload:
    found = Upload.objects.visible_to(_user(request)).select_related("original").filter(public_id=public_id).first()
    if found is None:
        raise Refusal(404, "not_found", _("There is no such upload."))
    return found


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - _answer let nobody else in
    return request.user

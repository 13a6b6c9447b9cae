"""Pictures of the library where they lie on this machine's disk. In S3 browsers ask the public bucket itself."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from portal.media.storages import local_path, public_storage
from portal.media.views import answer_public

# The folders Wagtail writes pictures into. Documents are not among them: their own view asks who may read them.
FOLDERS = ("images", "original_images")
TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif",
}  # fmt: skip


@require_safe
def picture(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """No account, no cookie, no query. `name` has no folder in it; the etag follows the bytes by size and time."""
    content_type = TYPES.get(name.rpartition(".")[2].lower())
    if folder not in FOLDERS or content_type is None or name.startswith("."):
        raise Http404
    path = local_path(public_storage(), f"{folder}/{name}")
    if path is None or not path.is_file():
        raise Http404
    stat = path.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    return answer_public(request, path, etag=etag, content_type=content_type)

"""Private files on this machine's disk."""

from django.core.files.storage import FileSystemStorage


class PrivateFolder(FileSystemStorage):
    """A folder without an address. Django's own storage would fall back to MEDIA_URL where it has none."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file is not accessible via a URL; a view that asks who reads it has to send it.")

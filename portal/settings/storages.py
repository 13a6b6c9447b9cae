"""Where files are kept: two buckets of an S3 store, or two folders. `default` is public, `private` is not."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SIGNED_FOR_SECONDS = 900
LOCAL = "django.core.files.storage.FileSystemStorage"
PRIVATE = "portal.running.storage.PrivateFolder"
S3 = "portal.running.storage.Bucket"


def local_storages(*, private_root: Path) -> dict[str, Any]:
    """The public folder is MEDIA_ROOT; the private one has no address at all."""
    return {
        "default": {"BACKEND": LOCAL},
        "private": {"BACKEND": PRIVATE, "OPTIONS": {"location": private_root}},
    }


def s3_storages(
    *,
    endpoint: str,
    region: str,
    access_key: str,
    secret_key: str,
    public: str,
    private: str,
    public_url: str,
    browser_url: str,
) -> dict[str, Any]:
    """A public bucket read at `public_url`, and a private one read only through addresses signed for `browser_url`.

    A signature covers the host, so what a browser is sent to has to be signed for the host that the browser asks.
    """
    from botocore.config import Config

    endpoint = endpoint or amazons(region)
    both = {
        "endpoint_url": endpoint,
        "region_name": region,
        "access_key": access_key or None,
        "secret_key": secret_key or None,
        "file_overwrite": False,
        "default_acl": None,
        "client_config": Config(
            signature_version="s3v4",  # with the older one presigned addresses answer 400 on many stores
            s3={"addressing_style": "path"},
            # Newer botocore adds checksum trailers that other stores than Amazon's refuse.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"mode": "standard", "max_attempts": 4},
            connect_timeout=5,
            read_timeout=60,
        ),
    }
    protocol, _, domain = public_url.partition("://")
    address = {"custom_domain": domain.rstrip("/"), "url_protocol": f"{protocol}:"} if domain else {}
    signed = {"bucket_name": private, "querystring_auth": True, "querystring_expire": SIGNED_FOR_SECONDS}
    options = {
        "default": both | address | {"bucket_name": public, "querystring_auth": False},
        "private": both | signed,
        # Only ever signs; it does not have to reach the store under this address.
        "signing": both | signed | {"endpoint_url": browser_url.rstrip("/") or endpoint},
    }
    return {alias: {"BACKEND": S3, "OPTIONS": chosen | {"alias": alias}} for alias, chosen in options.items()}


def amazons(region: str) -> str:
    """The address of Amazon's own store in `region`."""
    return f"https://s3.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}"


def file_origins(chosen: dict[str, Any]) -> list[str]:
    """The origins that browsers load files from besides our own, as a Content-Security-Policy names them."""
    if "signing" not in chosen:
        return []
    public, signing = chosen["default"]["OPTIONS"], chosen["signing"]["OPTIONS"]
    domain = public.get("custom_domain")
    address = f"{public['url_protocol']}//{domain}" if domain else public["endpoint_url"]
    return sorted({"://".join(urlsplit(each)[:2]) for each in (address, signing["endpoint_url"])})

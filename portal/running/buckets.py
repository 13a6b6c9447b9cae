"""The two buckets of an S3 store: one that everybody may read, one that nobody may without a signed address."""

import json
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError
from django.conf import settings
from django.core.files.storage import storages


def make_buckets() -> list[str]:
    """Make what is missing and set who may read it; the names of those made."""
    made = [name for name in (settings.S3_PUBLIC_BUCKET, settings.S3_PRIVATE_BUCKET) if _make(name)]
    client = _client()
    client.put_bucket_policy(Bucket=settings.S3_PUBLIC_BUCKET, Policy=json.dumps(_public(settings.S3_PUBLIC_BUCKET)))
    # The player asks with CORS, because captions of another origin are shown in no other way.
    client.put_bucket_cors(Bucket=settings.S3_PUBLIC_BUCKET, CORSConfiguration=_readable_from("*"))
    client.put_bucket_cors(
        Bucket=settings.S3_PRIVATE_BUCKET,
        CORSConfiguration=_readable_from("://".join(urlsplit(settings.BASE_URL)[:2])),
    )
    return made


def _make(name: str) -> bool:
    try:
        _client().head_bucket(Bucket=name)
    except ClientError:
        _client().create_bucket(Bucket=name)
        return True
    return False


def _client() -> Any:
    return storages["private"].connection.meta.client  # type: ignore[attr-defined]


def _readable_from(origin: str) -> dict[str, Any]:
    """Pages of `origin` may read what their reader may, piece by piece."""
    return {
        "CORSRules": [
            {
                "AllowedMethods": ["GET", "HEAD"],
                "AllowedOrigins": [origin],
                "AllowedHeaders": ["Range"],
                "ExposeHeaders": ["Accept-Ranges", "Content-Length", "Content-Range", "ETag"],
                "MaxAgeSeconds": 3600,
            }
        ]
    }


def _public(name: str) -> dict[str, Any]:
    """Anyone may read an object whose name they know; nobody may list."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": f"arn:aws:s3:::{name}/*",
            }
        ],
    }

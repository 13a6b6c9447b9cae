"""For pytest: fast hashing, mail in memory, everything that is kept in a place of this test process alone."""

import os
import tempfile
from urllib.parse import urlsplit

# Set, not defaulted: processes that test side by side must not meet in one folder, bucket or index.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="firstcut-tests-")
os.environ["SEARCH_PREFIX"] = f"test-{WORKER}"
for bucket in ("S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET"):
    if os.environ.get(bucket):
        os.environ[bucket] = f"{os.environ[bucket]}-test-{WORKER}"
if os.environ.get("CACHE_URL"):
    # A database of Redis for each, too: clearing a cache empties the whole of it, whatever the prefix.
    os.environ["CACHE_URL"] = urlsplit(os.environ["CACHE_URL"])._replace(path=f"/{1 + int(WORKER[2:] or 0)}").geturl()
if os.environ.get("S3_PUBLIC_BUCKET"):
    os.environ["S3_PUBLIC_URL"] = f"{os.environ['S3_ENDPOINT_URL']}/{os.environ['S3_PUBLIC_BUCKET']}"

from .dev import *  # noqa: E402, F403
from .services import cache_from  # noqa: E402

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
CACHES = {"default": cache_from(CACHE_URL, DATA_DIR) | {"KEY_PREFIX": f"test-{WORKER}"}}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: tests start worker processes and threads that share it.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
PAGE_MOMENT_S = 0.0  # tests change what they have just read
SEARCH_RATE = UPLOAD_RATE = ENQUIRY_RATE = ""  # a suite asks faster than any person; the limiter has tests of its own

"""The environment: every variable is explained, and a server with a bad one is refused in one message."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from portal.settings.storages import file_origins, local_storages, s3_storages

BASE = Path(settings.BASE_DIR)
GOOD = {
    "SECRET_KEY": "k" * 40,
    "ALLOWED_HOSTS": "firstcut.example",
    "BASE_URL": "https://firstcut.example",
    "EMAIL_URL": "smtp://mail.example",
}


SAY = "from django.conf import settings; print(settings.DEBUG, settings.BASE_URL)"


def start(environment: dict[str, str], tmp_path: Path, said: str = SAY) -> subprocess.CompletedProcess[str]:
    """What a server's first steps say with nothing but `environment`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", said],
        env=kept | {"DJANGO_SETTINGS_MODULE": "portal.settings.base", "DATA_DIR": str(tmp_path)} | environment,
        cwd=BASE,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_variable_is_explained() -> None:
    read = set()
    for path in [
        *BASE.glob("portal/settings/*.py"),
        BASE / "deploy/gunicorn.conf.py",
        *BASE.glob("portal/running/**/*.py"),
    ]:
        if path.name != "test.py":
            read |= set(re.findall(r'(?:env\.\w+|environ\.get)\(\s*"([A-Z0-9_]+)"', path.read_text()))
    example = (BASE / ".env.example").read_text()
    explained = set(re.findall(r"^([A-Z0-9_]+)=", example, re.M))

    assert read == explained
    for block in re.split(r"\n(?=#)", example):
        assert block.startswith("#"), f"without a word of explanation: {block}"


def test_server_starts_with_the_four_it_needs(tmp_path: Path) -> None:
    started = start(GOOD, tmp_path)

    assert started.stdout.split() == ["False", "https://firstcut.example"], started.stderr


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SECRET_KEY", None, "not set"),
        ("SECRET_KEY", "short", "32 characters"),
        ("SECRET_KEY", "only-for-development-never-for-a-server-0000", "everybody knows it"),
        ("ALLOWED_HOSTS", None, "not set"),
        ("ALLOWED_HOSTS", "", "separated by commas"),
        ("ALLOWED_HOSTS", "*", "* is not one"),
        ("BASE_URL", None, "not set"),
        ("BASE_URL", "firstcut.example", "https://"),
        ("BASE_URL", "https://firstcut.example/", "without a slash"),
        ("UPLOAD_MAX_BYTES", "many", "integer"),
        ("EMAIL_URL", None, "not set"),
        ("EMAIL_URL", "", "how letters leave"),
        ("EMAIL_URL", "mail.example", "how letters leave"),
        ("EMAIL_URL", "smtp://", "how letters leave"),
        ("EMAIL_URL", "https://mail.example", "how letters leave"),
        ("SECURITY_CONTACT", "security@firstcut.example", "mailto:"),
        ("SEARCH_RATE", "many", "600/m"),
        ("UPLOAD_RATE", "120", "600/m"),
        ("ENQUIRY_RATE", "0/h", "600/m"),
        ("PARTNER_MAILBOX", "partners", "one mailbox"),
        ("PARTNER_MAILBOX", "partners@", "one mailbox"),
        ("PARTNER_MAILBOX", "a@firstcut.example,b@firstcut.example", "one mailbox"),
        ("PARTNER_MAILBOX", "mailto:partners@firstcut..example", "one mailbox"),
        ("PARTNER_MAILBOX", "Partners <partners@firstcut.example>", "one mailbox"),
    ],
)
def test_server_refuses_a_bad_environment_in_one_message(
    name: str, value: str | None, told: str, tmp_path: Path
) -> None:
    environment = {key: text for key, text in (GOOD | {name: value}).items() if text is not None}

    refused = start(environment, tmp_path)

    assert refused.returncode == 1
    assert "Firstcut does not start" in refused.stderr
    assert re.search(rf"^  {name}: .*{re.escape(told)}", refused.stderr, re.M), refused.stderr
    assert "Traceback" not in refused.stderr


def test_server_starts_with_a_mailbox_for_sponsors(tmp_path: Path) -> None:
    said = "from django.conf import settings; print(settings.PARTNER_MAILBOX)"

    started = start(GOOD | {"PARTNER_MAILBOX": "partners@firstcut.example"}, tmp_path, said)

    assert started.stdout.split() == ["partners@firstcut.example"], started.stderr


def test_server_refuses_a_place_it_cannot_write_into(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    refused = start(GOOD | {"DATA_DIR": str(tmp_path / "file" / "data")}, tmp_path)

    assert refused.returncode == 1
    assert "DATA_DIR: " in refused.stderr
    assert "may write into" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_server_tells_all_that_is_wrong_at_once(tmp_path: Path) -> None:
    told = start({}, tmp_path).stderr

    assert all(name in told for name in GOOD)


def s3(**others: str) -> dict[str, Any]:
    given = {
        "endpoint": "http://files:9000",
        "region": "us-east-1",
        "access_key": "a",
        "secret_key": "b",
        "public": "open",
        "private": "closed",
        "public_url": "https://cdn.example/open",
        "browser_url": "https://files.example",
    }
    return s3_storages(**given | others)


def test_s3_settings_choose_two_buckets() -> None:
    chosen = s3()

    public, private = chosen["default"]["OPTIONS"], chosen["private"]["OPTIONS"]
    assert (public["bucket_name"], public["custom_domain"], public["querystring_auth"]) == (
        "open",
        "cdn.example/open",
        False,
    )
    assert (private["bucket_name"], private["querystring_expire"]) == ("closed", 900)
    assert "custom_domain" not in private
    assert not public["file_overwrite"]
    assert not private["file_overwrite"]


def test_email_url_chooses_a_server() -> None:
    from portal.settings.services import email_from

    chosen = email_from("smtp://me:pass%40word@mail.example:587/?tls=true", Path())

    assert chosen["EMAIL_HOST"] == "mail.example"
    assert chosen["EMAIL_HOST_PASSWORD"] == "pass@word"
    assert chosen["EMAIL_USE_TLS"]
    assert chosen["EMAIL_TIMEOUT"]


def test_email_url_of_a_folder_is_the_whole_path() -> None:
    from portal.settings.services import email_from

    assert email_from("file:///var/mail-kept/", Path())["EMAIL_FILE_PATH"] == "/var/mail-kept/"


def test_s3_addresses_for_browsers_are_signed_for_the_host_that_browsers_ask() -> None:
    chosen = s3()

    assert chosen["private"]["OPTIONS"]["endpoint_url"] == "http://files:9000"
    assert chosen["signing"]["OPTIONS"]["endpoint_url"] == "https://files.example"
    assert s3(browser_url="")["signing"]["OPTIONS"]["endpoint_url"] == "http://files:9000"


@pytest.mark.parametrize(
    ("given", "origins"),
    [
        ({}, ["https://cdn.example", "https://files.example"]),
        ({"public_url": "https://files.example/open"}, ["https://files.example"]),
        ({"public_url": "", "browser_url": ""}, ["http://files:9000"]),
        ({"endpoint": "", "public_url": "", "browser_url": ""}, ["https://s3.us-east-1.amazonaws.com"]),
        (
            {"endpoint": "", "public_url": "", "browser_url": "", "region": "cn-north-1"},
            ["https://s3.cn-north-1.amazonaws.com.cn"],
        ),
    ],
)
def test_policy_knows_where_files_come_from(given: dict[str, str], origins: list[str]) -> None:
    assert file_origins(s3(**given)) == origins


def test_policy_names_no_other_place_for_files_on_disk() -> None:
    assert file_origins(local_storages(private_root=Path())) == []


@pytest.mark.parametrize(("hops", "redirects"), [("0", "False"), ("1", "True")])
def test_server_behind_a_proxy_sends_plain_requests_to_https(hops: str, redirects: str, tmp_path: Path) -> None:
    told = "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS)"

    assert start(GOOD | {"TRUSTED_PROXY_HOPS": hops}, tmp_path, told).stdout.split() == [redirects, "31536000"]


def test_server_has_nothing_to_be_warned_of(tmp_path: Path) -> None:
    environment = {
        "SECRET_KEY": "4rK-vX_qbW1s0JmZp8dQeYt3uHgLc6NfAi2oRzBk7xVwTn5y-9aD2fJ",
        "TRUSTED_PROXY_HOPS": "1",
        "SECURITY_CONTACT": "mailto:security@firstcut.example",
    }
    checked = start(
        GOOD | environment,
        tmp_path,
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', '--deploy', '--fail-level', 'WARNING', '--tag', 'security')",
    )

    assert checked.returncode == 0, checked.stderr

"""Prints the second factor of a demo account, so that the demo's admin can be tried without a phone."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.clock import now

DEMO_DOMAIN = "demo.invalid"


class Command(BaseCommand):
    help = "Print the current code of a demo account (…@demo.invalid). Only on a developer's machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--wait", action="store_true", help="wait for a fresh code if this one is about to expire")

    def handle(self, *args: Any, email: str, wait: bool, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("There are no demo codes on a server.")
        if not email.lower().endswith(f"@{DEMO_DOMAIN}"):
            raise CommandError(f"{email} is no demo account: those end in @{DEMO_DOMAIN}.")
        found = Authenticator.objects.filter(user__email=email.lower(), type=Authenticator.Type.TOTP).first()
        if found is None:
            raise CommandError(f"{email} has no authenticator app.")
        left = app_settings.TOTP_PERIOD - int(now().timestamp()) % app_settings.TOTP_PERIOD
        if wait and left < 10:
            time.sleep(left)
        counter = int(now().timestamp()) // app_settings.TOTP_PERIOD
        self.stdout.write(format_hotp_value(hotp_value(get_adapter().decrypt(found.data["secret"]), counter)))

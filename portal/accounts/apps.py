"""Users, role grants, sign-in and the second factor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from portal.accounts import receivers  # noqa: F401 - connects

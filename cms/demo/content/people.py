"""Who signs in to the demo, and the talents of the invented channel. None of them exists."""

from dataclasses import dataclass

DOMAIN = "demo.invalid"
PASSWORD = "firstcut-demo-2026"  # noqa: S105  # printed wherever the demo is; a server never seeds it
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of the demo's authenticator: `manage.py demo_code`


@dataclass(frozen=True)
class Account:
    """Somebody with a password. `role` is empty for creators."""

    key: str
    name: str
    role: str
    language: str = "zh-hans"

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


ACCOUNTS = [
    Account("admin", "林管事", "administrator"),
    Account("editor", "周野", "editor"),
    Account("juror", "秦五味", "juror"),
    Account("creator", "云小满", ""),
    Account("teammate", "鹿不眠", "", "zh-hant"),
]

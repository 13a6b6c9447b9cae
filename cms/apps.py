"""The site and the desk."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms import causes, kinds, receivers  # noqa: F401 - connects
        from cms.desk.exporting import guard_exports
        from cms.desk.people import give_groups_their_rights

        kinds.register()
        guard_exports()
        # The last of the apps that have models: by its turn every permission is there.
        post_migrate.connect(give_groups_their_rights, sender=apps.get_app_config("sessions"))

"""Wagtail's user management with our forms and our idea of who may use it."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "cms.desk.people.PeopleViewSet"

    def ready(self) -> None:
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from cms.desk.people import PeoplePolicy
        from portal.accounts.models import User

        register_permission_policy(User, PeoplePolicy(User))
        register_permission_policy(Group)

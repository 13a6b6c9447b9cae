"""Who works here: people and their roles, for administrators."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy
from wagtail.users.forms import UserForm
from wagtail.users.views import users

from cms.desk.operating import OperatorPolicy
from portal.accounts.actions import grant_role, revoke_role
from portal.accounts.forms import time_zones
from portal.accounts.models import Role, RoleGrant, User
from portal.clock import now
from portal.errors import DomainError
from portal.fields import CleanCharField, CleansTexts, EmailAddressField


class PersonForm(CleansTexts, UserForm):
    """A person. Passwords are theirs alone, and what they may do is said by role grants, so neither is asked here."""

    name = CleanCharField(label=_("Name"), max_graphemes=100, max_length=200, is_name=True)
    first_name = last_name = is_superuser = None
    email = EmailAddressField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zones(self.instance.time_zone)
        if editing_self:
            self.fields.pop("is_active", None)

    class Meta:
        model = User
        fields: ClassVar = ["email", "name", "language", "time_zone", "is_active"]


class PeoplePolicy(OperatorPolicy):
    """Administrators add and change people; only a superuser deletes one (their work would go with them)."""

    permission_cache_name = "_people_permissions"

    def get_all_permissions_for_user(self, user: User) -> set[str]:
        if not user.is_active or not user.has_role(Role.ADMINISTRATOR):
            return set()
        return {"view", "add", "change"} | ({"delete"} if user.is_superuser else set())


class PeopleIndexView(users.IndexView):
    """The list; its search looks at name and address."""

    search_fields: ClassVar = ["name", "email"]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Wagtail would sort by first and last name, which nobody has here."""
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering)
        ordered: QuerySet[Any] = super().order_queryset(queryset)
        return ordered


class PeopleViewSet(users.UserViewSet):
    """Wagtail's users under our policy and form."""

    index_view_class = PeopleIndexView
    # Wagtail's templates for users name the fields of Django's user; ours has others.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm


class GrantsPolicy(OperatorPolicy):
    """Administrators give and take."""

    permission_cache_name = "_grant_permissions"

    def get_all_permissions_for_user(self, user: User) -> set[str]:
        return {"view", "add", "delete"} if super().get_all_permissions_for_user(user) else set()


register_permission_policy(RoleGrant, GrantsPolicy(RoleGrant))


class GrantForm(CleansTexts, ModelForm):  # type: ignore[type-arg]
    """Who, what, where."""

    class Meta:
        model = RoleGrant
        fields = ("user", "role", "programme")


class GrantView(generic.CreateView):
    """Grant a role."""

    form: GrantForm

    def save_instance(self) -> RoleGrant:
        given = self.form.cleaned_data
        return grant_role(given["user"], given["role"], given["programme"], by=self.request.user, at=now())


class RevokeView(generic.DeleteView):
    """Take a role away."""

    def delete_action(self) -> None:
        try:
            revoke_role(self.object, by=self.request.user, at=now())
        except DomainError as refusal:
            raise PermissionDenied(str(refusal)) from refusal


class GrantsViewSet(ModelViewSet):
    """Role grants are given and taken, never edited."""

    model = RoleGrant
    name = "role-grants"
    icon = "key"
    menu_label = _("Roles")
    menu_order = 610
    add_to_settings_menu = True
    add_to_reference_index = False
    list_display: ClassVar = ["user", "role", "programme", "granted_by", "granted_at"]
    list_filter: ClassVar = ["role", "programme"]
    search_fields: ClassVar = ["user__email", "user__name"]
    add_view_class = GrantView
    delete_view_class = RevokeView
    copy_view_enabled = False
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[GrantForm]:
        return GrantForm

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: the right comes with the role, not from a tick in a group."""
        return Permission.objects.none()

    def get_queryset(self) -> QuerySet[RoleGrant]:
        return RoleGrant.objects.select_related("user", "granted_by")


role_grants = GrantsViewSet()


def give_groups_their_rights(**_kwargs: Any) -> None:
    """After each migration: the three groups exist and may do what their roles say with pages, pictures, documents."""
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

    door = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin").first()
    page_root, collection_root = Page.objects.filter(depth=1).first(), Collection.objects.filter(depth=1).first()
    if door is None or page_root is None or collection_root is None:
        return
    for name, verbs in PAGE_RIGHTS.items():
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.add(door)
        for permission in _library_rights():
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection_root, permission=permission
            )
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=[f"{verb}_page" for verb in verbs]
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=page_root, permission=permission)


PAGE_RIGHTS = {
    "Administrators": ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    "Editors": ("add", "change", "publish", "lock", "unlock"),
    "Curators": ("add", "change", "publish"),
}


def _library_rights() -> QuerySet[Any]:
    # Wagtail asks for the rights on its own image and document models, whichever models stand in for them.
    names = [f"{verb}_{thing}" for verb in ("add", "change", "choose") for thing in ("image", "document")]
    return Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=names)

"""The operators' screen of the outbox: every letter, where it is, what it says."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import register_permission_policy

from cms.desk.operating import OperatorInspectView, OperatorPolicy, OperatorViewSet
from portal.clock import now
from portal.mail.actions import confirm_sent, give_up, resend
from portal.mail.models import MailState, OutgoingMail

register_permission_policy(OutgoingMail, OperatorPolicy(OutgoingMail))


class MailInspectView(OperatorInspectView):
    def get_verbs(self) -> list[str]:
        mail = self.object
        again = ["resend"] if mail.text else []
        if mail.is_in_doubt(now()):
            return [*again, "confirm", "give-up"]
        return again if mail.state == MailState.FAILED else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mail = self.object
        preview = {"words": mail.text, "html": mail.html}
        if not mail.may_be_read:
            preview = {"notice": _("This e-mail holds a link that lets its reader in; its words are not shown.")}
        if mail.is_in_doubt(now()):
            preview["warning"] = _(
                "The mail server may or may not have taken this e-mail; it is not sent again by itself."
            )
        return super().get_context_data(**kwargs) | preview


class OutgoingMailViewSet(OperatorViewSet):
    model = OutgoingMail
    name = "outbox"
    icon = "mail"
    menu_label = _("Outbox")
    menu_order = 890
    ordering = "-created_at"
    list_display = (
        "subject",
        "to",
        Column("get_state_display", label=_("state"), sort_key="state"),
        "reason",
        DateColumn("created_at", label=_("written"), sort_key="created_at"),
    )
    list_filter = ("state", "name", "language")
    search_fields = ("to", "subject", "about", "key")
    inspect_view_class = MailInspectView
    inspect_view_fields = (
        "to",
        "subject",
        "state",
        "reason",
        "attempts",
        "about",
        "name",
        "key",
        "language",
        "created_at",
        "not_before",
        "finished_at",
        "settled_by",
    )
    inspect_template_name = "desk/operating/inspect.html"
    verbs = {
        "resend": (_("Send again"), lambda mail, by, at: resend(mail, by=by, at=at)),
        "confirm": (_("It has arrived"), lambda mail, by, at: confirm_sent(mail, by=by, at=at)),
        "give-up": (_("Leave it"), lambda mail, by, at: give_up(mail, by=by, at=at)),
    }


outbox = OutgoingMailViewSet()

"""Where an enquiry goes, and who sends it there."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.sponsors.models import Enquiry, EnquiryStatus
from portal.workflow import Move

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)
NEW, ANSWERED, CLOSED = EnquiryStatus.NEW, EnquiryStatus.ANSWERED, EnquiryStatus.CLOSED


def may_handle(user: User, enquiry: Enquiry) -> bool:
    return user.has_role(*EDITORS, programme=enquiry.edition.programme.slug)


ANSWER = Move("answer", _("It has been answered"), frozenset({NEW}), ANSWERED, may_handle)
CLOSE = Move("close", _("Close it"), frozenset({NEW, ANSWERED}), CLOSED, may_handle)
REOPEN = Move("reopen", _("Open it again"), frozenset({ANSWERED, CLOSED}), NEW, may_handle)
MOVES = (ANSWER, CLOSE, REOPEN)

"""What can be done with sponsors: say what they give and get, take an enquiry, handle it, forget it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import Edition
from portal.errors import NotAllowed, StaleVersion, TooLate
from portal.mail.actions import forget_letters
from portal.seen import fingerprint, plain
from portal.sponsors.letters import about, write_enquiry_letter, write_flood_letter
from portal.sponsors.models import Enquiry, Partnership, PartnershipPoint, Side
from portal.sponsors.workflow import EDITORS, may_handle
from portal.workflow import Move

TEXTS = ("lead", "office")
FACTS = (*TEXTS, "mailbox", "language", "takes_enquiries")
LETTERS_A_DAY = 50  # of one edition: what others make us write has an end, what they write to us has none
SAME_WITHIN = timedelta(minutes=10)


def partnership_of(edition: Edition) -> dict[str, Any]:
    """What an edition says to sponsors, as plain values that can be compared."""
    found = Partnership.objects.filter(edition=edition).first()
    if found is None:
        return {}
    points = list(found.points.all())
    return {
        **{name: plain(getattr(found, name)) for name in FACTS},
        **{side.value: [point.words() for point in points if point.side == side] for side in Side},
    }


@transaction.atomic
def write_partnership(
    edition: Edition, values: Mapping[str, Any], points: Mapping[str, Sequence[Any]], *, by: User, seen: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make what an edition says to sponsors be exactly this; returns what it said and what it says.

    `points` are texts by side. `seen` is the fingerprint of what was looked at. Raises NotAllowed, or StaleVersion
    where it is another by now.
    """
    if not by.has_role(*EDITORS, programme=edition.programme.slug):
        raise NotAllowed(_("Only the programme's editors write what sponsors give and get."))
    # Not its key: an enquiry points at the edition, and would wait here while we wait for its partnership.
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    before = partnership_of(edition)
    if fingerprint(before) != seen:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    found, _new = Partnership.objects.update_or_create(edition=edition, defaults={name: values[name] for name in FACTS})
    found.points.all().delete()
    PartnershipPoint.objects.bulk_create(
        PartnershipPoint(partnership=found, side=side, text=text, position=position)
        for side in Side
        for position, text in enumerate(points.get(side.value, ()))
    )
    return before, partnership_of(edition)


@transaction.atomic
def receive_enquiry(
    partnership: Partnership,
    *,
    name: str,
    organisation: str,
    email: str,
    offered: Sequence[str],
    message: str,
    language: str,
    at: datetime,
) -> Enquiry:
    """Keep an enquiry and write its letter to the office, both or neither. `offered` are keys of points.

    The same words from the same address within minutes are the same enquiry: a button pressed twice. However many
    come, each is kept; beyond LETTERS_A_DAY one letter leads to the desk, instead of one for each. Raises TooLate
    where the edition takes none any more.
    """
    rows = Partnership.objects.select_for_update(of=("self",), no_key=True).select_related("edition__programme")
    locked = rows.get(pk=partnership.pk)
    if not locked.is_open():
        raise TooLate(_("This edition takes no enquiries any more."))
    own = Enquiry.objects.filter(edition=locked.edition)
    again = own.filter(email=email, message=message, organisation=organisation, received_at__gt=at - SAME_WITHIN)
    if (known := again.first()) is not None:
        return known
    told = own.filter(received_at__gt=at - timedelta(days=1), has_letter=True).count()
    ticked = [point.words() for point in locked.points.filter(side=Side.GIVE) if point.key() in offered]
    enquiry = Enquiry.objects.create(
        edition=locked.edition,
        name=name,
        organisation=organisation,
        email=email,
        offered=ticked,
        message=message,
        language=language,
        received_at=at,
        has_letter=told < LETTERS_A_DAY,
    )
    if enquiry.has_letter:
        write_enquiry_letter(enquiry, locked)
    else:
        write_flood_letter(locked, at=at)
    return enquiry


@transaction.atomic
def handle_enquiry(enquiry: Enquiry, move: Move[Enquiry], *, by: User, at: datetime, note: str = "") -> None:
    """Say what became of an enquiry. Raises NotAllowed or InvalidMove."""
    enquiry.move(move, by=by, at=at, reason=note)
    enquiry.handled_by, enquiry.handled_at = by, at
    enquiry.save(update_fields=["handled_by", "handled_at"])


@transaction.atomic
def forget_enquiry(enquiry: Enquiry, *, by: User, at: datetime) -> None:
    """Delete what the enquirer wrote, here and in the outbox; that there was an enquiry stays. Raises NotAllowed."""
    if not may_handle(by, enquiry):
        raise NotAllowed(_("You may not do this."))
    Enquiry.objects.filter(pk=enquiry.pk, forgotten_at=None).update(
        name="", organisation="", email="", message="", offered=[], forgotten_at=at
    )
    enquiry.history.update(reason="")
    forget_letters(about(enquiry))

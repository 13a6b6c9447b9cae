"""The letter that tells an office of an enquiry."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from portal.front.words import text_for
from portal.language_names import language_name
from portal.mail.actions import queue_mail
from portal.sponsors.models import Enquiry, Partnership


def about(enquiry: Enquiry) -> str:
    """How the outbox names what a letter belongs to."""
    return f"enquiry:{enquiry.public_id}"


def write_enquiry_letter(enquiry: Enquiry, partnership: Partnership) -> None:
    """Queue it in the office's language; whoever answers it writes to the enquirer."""
    language = partnership.language
    with override(language):
        edition, spoken = str(enquiry.edition), language_name(enquiry.language)
        offered = [text_for(words)[0] for words in enquiry.offered]
    queue_mail(
        key=about(enquiry),
        to=partnership.address(),
        name="enquiry",
        context={
            "number": enquiry.number,
            "edition": edition,
            "name": enquiry.name,
            "organisation": enquiry.organisation,
            "email": enquiry.email,
            "offered": offered,
            "message": enquiry.message,
            "spoken": spoken,
            "action_url": f"{settings.BASE_URL.rstrip('/')}/admin/enquiries/{enquiry.pk}/",
        },
        language=language,
        about=about(enquiry),
        reply_to=enquiry.email,
    )


def write_flood_letter(partnership: Partnership, *, at: datetime) -> None:
    """Once a day: so many enquiries come that no letter is written of each. They are on the desk."""
    with override(partnership.language):
        edition = str(partnership.edition)
    queue_mail(
        key=f"enquiries:{partnership.edition_id}:{at:%Y-%m-%d}",
        to=partnership.address(),
        name="enquiries",
        context={"edition": edition, "action_url": f"{settings.BASE_URL.rstrip('/')}/admin/enquiries/"},
        language=partnership.language,
        about=f"edition:{partnership.edition_id}",
    )

"""What sponsors give and get, and the form by which somebody asks to become one.

The form needs no cookie: it acts for nobody who is signed in, so there is no session that a forged request could use.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.present import partners as shapes
from cms.present.calls import paragraphs
from cms.present.languages import alternates_of, canonical_of, languages_of
from cms.present.programmes import programme_link
from portal.clock import now
from portal.errors import DomainError
from portal.front.words import reader_language, text_for
from portal.sponsors.actions import receive_enquiry
from portal.sponsors.forms import EnquiryForm
from portal.sponsors.models import Enquiry, Partnership, Side
from portal.web.ratelimit import rate_limited


@csrf_exempt
@rate_limited("enquiry", per_ip=settings.ENQUIRY_RATE, methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Give and get of an edition, and the form while it takes enquiries. 404 while its programme is not on the site."""
    rows = shapes.public_partnerships().prefetch_related(shapes.with_names("edition__"))
    found = get_object_or_404(rows, edition__slug=slug)
    if request.method == "POST":
        return _receive(request, found)
    return render(request, "site/partners.html", _context(found, EnquiryForm(found)))


def _receive(request: HttpRequest, found: Partnership) -> HttpResponse:
    refuse_other_sites(request)
    form = EnquiryForm(found, request.POST)
    if not form.is_valid():
        return render(request, "site/partners.html", _context(found, form), status=422)
    try:
        enquiry = receive_enquiry(found, **form.enquiry(), language=reader_language(), at=now())
    except DomainError as refusal:
        context = _context(found, form) | {"refusal": str(refusal)}
        return render(request, "site/partners.html", context, status=refusal.status)
    return redirect("partners-received", found.edition.slug, enquiry.public_id)


def refuse_other_sites(request: HttpRequest) -> None:
    """A page elsewhere must not let its visitors write to us without knowing. Raises PermissionDenied.

    Browsers name the origin of every form they send; where one does not, it says at least how near it was.
    """
    ours = {f"{request.scheme}://{request.get_host()}", settings.BASE_URL, *settings.CSRF_TRUSTED_ORIGINS}
    origin = request.headers.get("Origin")
    is_near = request.headers.get("Sec-Fetch-Site", "same-origin") not in {"cross-site", "same-site"}
    if not (is_near if origin is None else origin in ours):
        raise PermissionDenied


def _context(found: Partnership, form: EnquiryForm) -> dict[str, Any]:
    edition = found.edition
    lead, lead_lang = text_for(found.lead)
    name, lang = shapes.edition_name(edition)
    office, office_lang = text_for(found.office)
    alternates = alternates_of("partners", edition.slug, languages_of(edition.programme.name))
    gives, gets = shapes.points(found, Side.GIVE), shapes.points(found, Side.GET)
    return {
        "title": shapes.title_of(found, says=bool(gives or gets)),
        "edition": name,
        "edition_lang": lang,
        "programme": programme_link(edition.programme),
        "lead": paragraphs(lead),
        "lead_lang": lead_lang,
        "gives": gives,
        "gets": gets,
        "partner_groups": shapes.groups(found.edition.partners.all()),
        "is_open": found.is_open(),
        "office": office,
        "office_lang": office_lang,
        "form": form,
        "accent": edition.programme.accent,
        "alternates": alternates,
        "canonical": canonical_of(alternates),
    }


@require_safe
def received(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """That an enquiry has come, and its number; nothing of what it says."""
    enquiry = get_object_or_404(Enquiry.objects.select_related("edition__programme"), public_id=public_id)
    found = get_object_or_404(shapes.public_partnerships(), edition__slug=slug, edition=enquiry.edition_id)
    office, office_lang = text_for(found.office)
    context = {
        "title": _("Your enquiry has arrived"),
        "programme": programme_link(enquiry.edition.programme),
        "number": enquiry.number,
        "received_at": enquiry.received_at,
        "office": office,
        "office_lang": office_lang,
        "accent": enquiry.edition.programme.accent,
    }
    return render(request, "site/partners_received.html", context)

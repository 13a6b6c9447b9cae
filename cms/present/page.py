"""What every page tells its template beside its own content: languages, canonical address, sharing."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.models.base import BasePage
from cms.present.pictures import still
from cms.roots import address_of
from portal.front.shapes import Alternate
from portal.front.words import foreign
from portal.language_names import language_name


def page_context(page: BasePage) -> dict[str, Any]:
    """`alternates`, `canonical`, `language_notice`, `title`, `lang`, `description` and the picture."""
    source = page.alias_of or page
    language = page.content_language
    return {
        "title": page.title,
        "lang": foreign(language),
        "description": page.summary,
        "lead": page.summary,
        "still": still(page.hero),
        "alternates": alternates(page),
        "canonical": absolute(address_of(source)),
        "language_notice": "" if page.is_translated else language_name(language),
        "social_image": absolute(page.hero.file.url) if page.hero else "",
    }


def alternates(page: BasePage) -> list[Alternate]:
    """The page in every language it has an address in, itself included; aliases are marked as not translated."""
    twins = Page.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk).order_by("path")
    rows = [page, *twins.select_related("locale").only("url_path", "alias_of_id", "locale__language_code")]
    return [Alternate(str(row.locale.language_code), address_of(row), row.alias_of_id is None) for row in rows]


def absolute(address: str | None) -> str:
    """`address` on the host that the settings name; never on the one a request claims."""
    return settings.BASE_URL.rstrip("/") + address if address and address.startswith("/") else address or ""


def body_html(value: StreamValue) -> SafeString | str:
    """A StreamField as HTML; "" where it is empty, so that the template leaves the section out."""
    return value.render_as_block() if value else ""

"""The site's trunk: a home page with its sections in the first language, mirrored into the others."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import CollectionIndexPage, FilmIndexPage, HomePage, NewsIndexPage, ProgrammeIndexPage
from cms.models.base import BasePage

SECTIONS: tuple[tuple[type[BasePage], str, dict[str, str]], ...] = (
    (ProgrammeIndexPage, "programmes", {"zh-hans": "计划", "zh-hant": "計劃", "en": "Programmes"}),
    (FilmIndexPage, "films", {"zh-hans": "影片", "zh-hant": "影片", "en": "Films"}),
    (CollectionIndexPage, "collections", {"zh-hans": "专辑", "zh-hant": "專輯", "en": "Collections"}),
    (NewsIndexPage, "news", {"zh-hans": "消息", "zh-hant": "消息", "en": "News"}),
)
HOME = {"zh-hans": "首页", "zh-hant": "首頁", "en": "Home"}


@transaction.atomic
def plant() -> HomePage:
    """Make what is missing of the trunk and return the home page of the first language. Can be repeated."""
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES]
    home = HomePage.objects.filter(locale=locales[0]).first() or _plant_home(locales[0])
    for kind, slug, titles in SECTIONS:
        if not kind.objects.child_of(home).exists():
            home.add_child(instance=kind(title=titles[settings.LANGUAGE_CODE], slug=slug, locale=locales[0]))
    for locale in locales[1:]:
        _mirror(home, locale)
    return home


def _plant_home(locale: Locale) -> HomePage:
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
    Page.objects.child_of(root).filter(depth=2, content_type__model="page").delete()
    home: HomePage = root.add_child(instance=HomePage(title=HOME[locale.language_code], slug="home", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": settings.SITE_NAME},
    )
    return home


def _mirror(home: HomePage, locale: Locale) -> None:
    """The trunk in another language has titles of its own: it is a translation, not an alias."""
    code = locale.language_code
    twin = home.get_translation_or_none(locale) or _translate(home, locale, HOME[code], f"home-{code}")
    for kind, slug, titles in SECTIONS:
        section = kind.objects.child_of(home).first()
        if section and not kind.objects.child_of(twin).exists():
            _translate(section, locale, titles[code], slug)


def _translate(page: BasePage, locale: Locale, title: str, slug: str) -> BasePage:
    copy: BasePage = page.copy_for_translation(locale, copy_parents=True)
    copy.title = copy.draft_title = title
    copy.slug = slug
    copy.live = True
    copy.save()
    copy.save_revision().publish()
    return copy


def alias_everywhere(page: BasePage) -> None:
    """Show the page in the languages that have no translation of it, as aliases that keep its language."""
    page.refresh_from_db()  # publishing happens on another copy; an alias of this one would not be live
    for locale in Locale.objects.exclude(pk=page.locale_id):
        if not page.has_translation(locale):
            page.copy_for_translation(locale, copy_parents=True, alias=True)

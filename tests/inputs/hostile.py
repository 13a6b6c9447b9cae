"""Markup in every text of every record, past all forms, and what a page makes of it."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from i18nfield.fields import I18nCharField, I18nTextField
from wagtail.fields import StreamField

from tests.inputs.world import World

# Leaves an attribute, a title, a text area, a style, a script and a comment; then an element of its own.
WORDS = "\"'></title></textarea></style></script>--><xss-canary onxss=1>{{7*7}}"
OURS = ("authorities", "calls", "cms", "cohorts", "entries", "events", "films", "jury", "sponsors", "talent")
# No words but names of things, which code reads; what a second source says stands or falls with its status.
NAMES = re.compile(
    r"slug|key|language|zone|path|url|token|hash|sha256|wall|accent|measure|format|mode|move|source|target|code|pinyin|other_"
)
ALSO = {"accounts.user": {"name": WORDS}, "wagtailcore.page": {"title": WORDS, "draft_title": WORDS}}


def make_hostile() -> None:
    """Every text that is words becomes WORDS; copies in JSON too."""
    for model in apps.get_models():
        label = model._meta.label_lower
        words = ALSO.get(label) or (words_of(model) if model._meta.app_label in OURS else {})
        if words:
            model._base_manager.update(**words)
        copies = [field.name for field in model._meta.local_concrete_fields if type(field) is models.JSONField]
        for row in model._base_manager.all() if copies and model._meta.app_label in OURS else ():
            model._base_manager.filter(pk=row.pk).update(**{name: hostile(getattr(row, name)) for name in copies})


def words_of(model: type[models.Model]) -> dict[str, str]:
    found = {}
    for field in model._meta.local_concrete_fields:
        is_kept = field.primary_key or field.unique or field.choices or NAMES.search(field.name)
        if is_kept or isinstance(field, (models.SlugField, models.EmailField, models.FileField, StreamField)):
            continue
        if isinstance(field, (I18nCharField, I18nTextField)):
            found[field.name] = json.dumps(dict.fromkeys(("zh-hans", "zh-hant", "en"), WORDS))
        elif isinstance(field, (models.CharField, models.TextField)) and may_hold(field):
            found[field.name] = WORDS
    return found


def may_hold(field: "models.CharField[str, str] | models.TextField[str, str]") -> bool:
    """Whether every row may hold WORDS there at once."""
    constraints = [one for one in field.model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    is_unique = any(field.name in constraint.fields for constraint in constraints)
    return not is_unique and (field.max_length or len(WORDS)) >= len(WORDS)


def hostile(value: Any) -> Any:
    """The same JSON with other words: what is no name of a thing, no instant and no number."""
    if isinstance(value, dict):
        return {key: hostile(each) for key, each in value.items()}
    if isinstance(value, list):
        return [hostile(each) for each in value]
    is_words = isinstance(value, str) and value and not re.fullmatch(r"[\w:./+@#?=&%-]*", value, re.ASCII)
    return WORDS if is_words else value


def hostile_places(world: World) -> list[tuple[str, str]]:
    """Pages on which somebody reads what others wrote, with the role that reads them."""
    slugs = [("call", world.call.slug), ("event", world.event.slug), ("partners", world.call.edition.slug)]
    desk = [("inspect", world.entry), ("draft", world.late_draft)]
    return [
        *(("anonymous", reverse(name, args=[slug])) for name, slug in slugs),
        *(("anonymous", str(world.pages[name].url)) for name in ("programme", "film", "collection", "news")),
        ("anonymous", reverse("calls")),
        ("owner", reverse("entry-list")),
        ("owner", reverse("entry-receipt", args=[world.entry.public_id])),
        *(("superuser", reverse(f"desk-entries:{name}", args=[entry.pk])) for name, entry in desk),
        ("superuser", reverse("desk-entries:index")),
        ("superuser", reverse("desk-enquiries:enquiry", args=[world.enquiry.pk])),
        ("superuser", reverse("desk-takedowns:request", args=[world.takedown.pk])),
        ("superuser", reverse("wagtailadmin_reports:site_history")),
    ]


class Intruders(HTMLParser):
    """Elements and attributes that WORDS brought in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "xss-canary" or any(name == "onxss" for name, _value in attrs):
            self.found.append(tag)


def injected(response: Any) -> list[str]:
    """What is wrong with a page: what got in, or that the words are not there at all."""
    html = response.content.decode()
    if response.status_code != 200 or "{{7*7}}" not in html:
        return [f"{response.status_code}, without the words"]
    return Intruders(html).found

"""The institution that enters a film: one of those we know, or its names; its unit; the person's role there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.authorities.models import Authority, AuthorityKind
from portal.drafts import LANGUAGE_NAMES, LANGUAGES, DraftForm
from portal.entries.institutions import BETWEEN
from portal.fields import CleanCharField


class InstitutionForm(DraftForm):
    """`is_needed` says whether an institution has to be named at all; who names one says all of it."""

    organisation = forms.ChoiceField(
        label=_("Institution"), required=False, help_text=_("If it is not in the list, write its name below.")
    )

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed
        self.organisations = known_organisations()
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", _("not in this list")), *((slug, words) for slug, (_one, words) in self.organisations)]
        for suffix, _tag in LANGUAGES:
            for name, label in (
                ("name", _("Name of the institution")),
                ("unit", _("Department, laboratory or studio")),
            ):
                self.fields[f"{name}_{suffix}"] = CleanCharField(
                    label=label, max_graphemes=120, max_length=300, is_name=True, required=False
                )
        self.fields["role"] = CleanCharField(
            label=_("Your role there"),
            max_graphemes=120,
            max_length=200,
            required=False,
            help_text=_("You enter on its behalf: as its head of production, say, or as the teacher of the class."),
        )

    def language_groups(self) -> list[dict[str, Any]]:
        """For the template: one group for each language, those with text open; the first where nothing is chosen."""
        groups = []
        for suffix, tag in LANGUAGES:
            fields = [self[f"{name}_{suffix}"] for name in ("name", "unit")]
            is_open = any(field.value() or field.errors for field in fields)
            groups.append({"name": LANGUAGE_NAMES[tag], "lang": tag, "fields": fields, "is_open": is_open})
        if not any(group["is_open"] for group in groups):
            groups[0]["is_open"] = True
        return groups

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = dict(self.organisations)
        slug = cleaned.get("organisation", "")
        cleaned["organisation"] = known[slug][0] if slug in known else None
        for name in ("name", "unit"):
            cleaned[f"{name}s"] = {tag: cleaned.get(f"{name}_{suffix}", "") for suffix, tag in LANGUAGES}
        if slug and any(cleaned["names"].values()):
            self.add_error("organisation", _("Choose the institution in the list or write its name, not both."))
        if self.strict and not self.errors:
            self._require(cleaned)
        return cleaned

    def _require(self, cleaned: dict[str, Any]) -> None:
        is_named = bool(cleaned["organisation"]) or any(cleaned["names"].values())
        is_begun = is_named or any(cleaned["units"].values()) or bool(cleaned.get("role"))
        if not is_named and (self.is_needed or is_begun):
            self.add_error("organisation", _("Name the institution that enters the film."))
        if not cleaned.get("role") and (self.is_needed or is_begun):
            self.add_error("role", _("Say in which role you enter on its behalf."))


def known_organisations() -> list[tuple[str, tuple[Authority, str]]]:
    """Every organisation by slug, with the whole it is part of in words, in the order of those words: two queries."""
    rows = {row.pk: row for row in Authority.objects.of_kind(AuthorityKind.ORGANISATION).prefetch_related("names")}
    found = [(row.slug, (row, _in_words(row, rows))) for row in rows.values()]
    return sorted(found, key=lambda pair: pair[1][1].casefold())


def _in_words(row: Authority, rows: dict[int, Authority]) -> str:
    links: list[Authority] = []
    node: Authority | None = row
    while node is not None and node not in links:
        links.append(node)
        node = rows.get(node.parent_id or 0)
    return BETWEEN.join(link.name() for link in reversed(links))

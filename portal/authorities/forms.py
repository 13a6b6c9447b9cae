"""Choosing authority records in a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.authorities.models import Authority, AuthorityQuerySet


class AuthoritiesField(forms.MultipleChoiceField):
    """Some authority records of one kind, by slug; cleaned to the records. The rows are read when they are needed:
    all of them to show the choice, the sent ones to check it, none where nothing was sent.
    """

    def __init__(self, kind: str, *, at_most: int = 50, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        self.kind, self.at_most = kind, at_most
        super().__init__(choices=self._all, **kwargs)

    def _all(self) -> list[tuple[str, str]]:
        return [(record.slug, record.name()) for record in offered(self.kind)]

    def valid_value(self, value: Any) -> bool:
        return True  # `clean` asks the database for the sent ones alone

    def clean(self, value: Any) -> list[Authority]:
        slugs = list(dict.fromkeys(super().clean(value)))
        if len(slugs) > self.at_most:
            raise ValidationError(_("Choose at most %(limit)d."), code="too_many", params={"limit": self.at_most})
        if not slugs:
            return []
        # PostgreSQL refuses to look for what it cannot store.
        askable = [slug for slug in slugs if "\0" not in slug]
        found = {record.slug: record for record in whole_ones(self.kind).filter(slug__in=askable)}
        if len(found) < len(slugs):
            raise ValidationError(_("One of these can no longer be chosen."), code="invalid_choice")
        return [found[slug] for slug in slugs]


def whole_ones(kind: str) -> AuthorityQuerySet:
    """The records of a kind that are not part of another: countries, not their towns."""
    return Authority.objects.of_kind(kind).filter(parent=None)


def offered(kind: str) -> list[Authority]:
    """Those, with their names, in the order of the names: two queries."""
    return sorted(whole_ones(kind).prefetch_related("names"), key=lambda record: record.name().casefold())

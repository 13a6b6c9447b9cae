"""What the film is: titles, texts, year, where it comes from."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.authorities.forms import AuthoritiesField
from portal.authorities.models import AuthorityKind
from portal.drafts import LANGUAGE_NAMES, LANGUAGES, DraftForm
from portal.fields import CleanCharField, RuntimeField, YearField


class FilmForm(DraftForm):
    """One group of title, sentence and synopsis for each language; only the film's own language must be there."""

    original_language = forms.ChoiceField(
        label=_("The film's own language"), choices=list(LANGUAGE_NAMES.items()), widget=forms.RadioSelect
    )
    year = YearField(label=_("Year"), help_text=_("In which it was finished."))
    countries = AuthoritiesField(AuthorityKind.PLACE, label=_("Countries and regions"), required=False)
    genres = AuthoritiesField(AuthorityKind.GENRE, label=_("Genres"), required=False, at_most=5)
    spoken_languages = CleanCharField(label=_("Spoken languages"), max_graphemes=100, max_length=100, required=False)
    declared_runtime_ms = RuntimeField(
        label=_("Runtime"), required=False, help_text=_("If you know it. What counts is measured from the file.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for suffix, _tag in LANGUAGES:
            self.fields[f"title_{suffix}"] = CleanCharField(
                label=_("Title"),
                max_graphemes=200,
                max_length=300,
                is_name=True,
                help_text=_("As on the screen, without 《》."),
            )
            self.fields[f"logline_{suffix}"] = CleanCharField(
                label=_("In one sentence"), max_graphemes=140, required=False
            )
            self.fields[f"synopsis_{suffix}"] = CleanCharField(label=_("Synopsis"), max_graphemes=2000, multiline=True)
        self._only_own_language_is_required()

    def own_language(self) -> str:
        """The tag of the film's language: as sent, as stored, else the reader's."""
        sent = self.data.get("original_language") if isinstance(self.data, Mapping) and self.is_bound else None
        tag = sent or self.initial.get("original_language")
        by_code = {tag.lower(): tag for tag in LANGUAGE_NAMES}
        return tag if tag in LANGUAGE_NAMES else by_code.get(get_language() or "", "zh-Hans")

    def _only_own_language_is_required(self) -> None:
        own = self.own_language()
        for suffix, tag in LANGUAGES:
            for name in ("title", "synopsis"):
                self.fields[f"{name}_{suffix}"].required = tag == own

    def language_groups(self) -> list[dict[str, Any]]:
        """For the template: the languages, the film's own first and open, those with text open too."""
        own = self.own_language()
        groups = []
        for suffix, tag in LANGUAGES:
            fields = [self[f"{name}_{suffix}"] for name in ("title", "logline", "synopsis")]
            is_open = tag == own or any(field.value() for field in fields) or any(field.errors for field in fields)
            groups.append({"name": LANGUAGE_NAMES[tag], "lang": tag, "fields": fields, "is_open": is_open})
        return sorted(groups, key=lambda group: group["lang"] != own)

"""A profile, a portfolio item, the consent to be listed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.authorities.forms import AuthoritiesField, offered
from portal.authorities.models import AuthorityKind
from portal.drafts import LANGUAGE_NAMES, LANGUAGES, DraftForm
from portal.fields import CleanCharField, LinkField, YearField
from portal.talent.models import TalentKind


class ProfileForm(DraftForm):
    """Names by script, texts by language; one name is enough to begin with."""

    kind = forms.ChoiceField(label=_("Who are you?"), choices=TalentKind.choices, widget=forms.RadioSelect)
    region = forms.ChoiceField(label=_("Where you work"), required=False)
    skills = AuthoritiesField(AuthorityKind.SKILL, label=_("What you can do"), required=False, at_most=20)
    tools = AuthoritiesField(AuthorityKind.TOOL, label=_("Tools you work with"), required=False, at_most=30)
    is_open_to_contact = forms.BooleanField(label=_("The channel's people may write to me."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for suffix, _tag in LANGUAGES:
            self.fields[f"name_{suffix}"] = CleanCharField(
                label=_("Name"), max_graphemes=120, max_length=300, is_name=True, required=False
            )
            self.fields[f"statement_{suffix}"] = CleanCharField(
                label=_("Yourself in one sentence"), max_graphemes=140, required=False
            )
            self.fields[f"biography_{suffix}"] = CleanCharField(
                label=_("Biography"), max_graphemes=2000, multiline=True, required=False
            )
        self.places = {place.slug: place for place in offered(AuthorityKind.PLACE)}
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)  # noqa: S101  # declared above
        region.choices = [("", _("not said")), *((slug, place.name()) for slug, place in self.places.items())]

    def language_groups(self) -> list[dict[str, Any]]:
        """For the template: one group for each language, those with text open; the first one where there is none."""
        groups = []
        for suffix, tag in LANGUAGES:
            fields = [self[f"{name}_{suffix}"] for name in ("name", "statement", "biography")]
            is_open = any(field.value() or field.errors for field in fields)
            groups.append({"name": LANGUAGE_NAMES[tag], "lang": tag, "fields": fields, "is_open": is_open})
        groups.sort(key=lambda group: not group["is_open"])
        groups[0]["is_open"] = True
        return groups

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["region"] = self.places.get(cleaned.get("region", ""))
        names = [cleaned.get(f"name_{suffix}") for suffix, _tag in LANGUAGES]
        if self.strict and not any(names):
            self.add_error("name_zh_hans", _("Write your name in at least one script."))
        statements = [cleaned.get(f"statement_{suffix}") for suffix, _tag in LANGUAGES]
        if self.strict and not any(statements):
            self.add_error("statement_zh_hans", _("Say in one sentence who you are."))
        return cleaned


class PortfolioItemForm(forms.Form):
    """One work: what, when, your part, where to see it."""

    use_required_attribute = False
    title = CleanCharField(label=_("Title"), max_graphemes=200, max_length=200, is_name=True)
    year = YearField(label=_("Year"), required=False)
    part = CleanCharField(label=_("Your part in it"), max_graphemes=120, max_length=200, required=False)
    url = LinkField(label=_("Where it can be seen"), required=False)
    description = CleanCharField(label=_("A few words about it"), max_graphemes=800, multiline=True, required=False)


class ListingForm(forms.Form):
    """The tick below the text about being listed; the hash says which text was on the page."""

    use_required_attribute = False
    agree = forms.BooleanField(label=_("I agree to be listed in the public talent catalogue."))
    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)

"""One file of subtitles: its language, its kind, and the file itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.drafts import LANGUAGE_NAMES
from portal.language_names import language_name
from portal.media.accepting import accept, size_words
from portal.media.limits import max_bytes
from portal.media.models import Caption, Kind

OTHER_LANGUAGES = ("ja", "ko", "fr", "de", "es", "pt", "it", "nl", "ru", "ar", "hi", "th", "vi", "id", "tr")
CAPTION_LANGUAGES = (*LANGUAGE_NAMES, *OTHER_LANGUAGES)


class CaptionForm(forms.Form):
    """Whether the file holds subtitles is found out when it is stored; `refuse` says so beside the field."""

    use_required_attribute = False

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=(
            (Caption.CaptionKind.SUBTITLES, gettext_lazy("subtitles: what is said")),
            (Caption.CaptionKind.CAPTIONS, gettext_lazy("captions: sounds too, for those who do not hear")),
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("SRT or WebVTT file"),
        widget=forms.FileInput(attrs={"accept": accept({Kind.SUBTITLE})}),
        error_messages={"required": gettext_lazy("Choose the file with the subtitles.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_caption_%s"  # the page has other forms
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (language, language_name(language)) for language in CAPTION_LANGUAGES
        ]

    def clean_file(self) -> Any:
        file, limit = self.cleaned_data["file"], max_bytes(Kind.SUBTITLE)
        if file.size > limit:
            raise forms.ValidationError(
                _("This file is too big; the limit is %(limit)s.") % {"limit": size_words(limit)}
            )
        return file

    def refuse(self, reason: str) -> None:
        """Say beside the file why it was not taken."""
        self.add_error("file", reason)

"""Step: the file, and what was measured in it against the call's rules."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.drafts import DraftForm
from portal.entries.forms.captions import CaptionForm
from portal.entries.models import Entry
from portal.entries.steps.base import Step
from portal.entries.steps.film import film_of, readers_tag
from portal.entries.steps.uploading import shown, upload_box
from portal.language_names import language_name
from portal.media.models import Kind, Original, ReadState

FILE_RULES = ("runtime", "film_file", "captions")


class FileStep(Step):
    slug = "file"
    name: ClassVar[str | Promise] = gettext_lazy("The film itself")
    help: ClassVar[str | Promise] = gettext_lazy("A broken line does no harm: sending goes on where it stopped.")
    template = "portal/entries/step_file.html"
    form_class = DraftForm

    def applies_to(self, entry: Entry) -> bool:
        return entry.call.asks_film()

    def context(self, entry: Entry, by: User) -> dict[str, Any]:
        original = film_of(entry).original
        return {
            "autosave_url": "",
            "held": film_held(entry),
            "captions": captions_shown(original),
            "caption_form": CaptionForm(initial={"language": readers_tag()}),
            "upload": upload_box(
                {Kind.FILM},
                name="film",
                label=_("Film"),
                help=_("The film as you would show it."),
                resume_key=f"film-{entry.public_id}",
                status_url=reverse("entry-file", args=[entry.public_id]),
            ),
        }

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        original = film_of(entry).original
        if original is None:
            return [(_("Send the film."), "")]
        if original.state == ReadState.UNREADABLE:
            return [(_("The file could not be read: %(reason)s") % {"reason": original.reason_text}, "")]
        return []


def film_held(entry: Entry) -> dict[str, Any]:
    """The film's file as `held_file.html` shows it."""
    return shown(film_of(entry).original) | {"again_url": reverse("entry-step", args=[entry.public_id, "file"])}


def captions_shown(original: Original | None) -> list[dict[str, str]]:
    """The subtitles beside the film, in words."""
    return [
        {
            "public_id": one.public_id,
            "url": one.url,
            "tag": one.language,
            "words": f"{language_name(one.language)} · {one.get_kind_display()}",
        }
        for one in (original.current_captions() if original else [])
    ]

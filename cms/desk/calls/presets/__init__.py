"""Calls to start from: one file each, read as any file of a call is."""

from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from cms.desk.calls.config import CallFile, read_file

PRESETS = {
    "r0-hackathon": _("Hackathon: teams, tracks, gates by participation mode"),
    "r1-talent": _("Talent: people with a portfolio, no further rules"),
    "r2-festival": _("Festival: films made wholly with AI"),
    "r3-fellowship": _("Fellowship: a proposal, no film"),
    "r4-anthology": _("Anthology: invited artists, one segment each"),
}


def preset(name: str) -> CallFile:
    """The call of a preset. Raises BadFile where the file cannot be used."""
    return read_file((Path(__file__).parent / f"{name}.yaml").read_bytes())


@cache
def kind_of(name: str) -> str:
    """Of a preset: its file is part of the release and read once, because reading one takes a while."""
    return preset(name).kind

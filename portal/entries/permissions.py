"""What entries let people do with the things of the rooms below."""

from django.db.models import Q

from portal.accounts.models import User
from portal.entries.models import Entry


def answerers_of_entries(user: User) -> Q:
    """Which films somebody answers for: those that were handed in to their own programmes and to no other."""
    own = Entry.objects.on_desk_of(user).exclude(film=None)
    others = Entry.objects.handed_in().exclude(film=None).exclude(pk__in=own.values("pk"))
    return Q(pk__in=own.values("film")) & ~Q(pk__in=others.values("film"))

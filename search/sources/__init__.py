"""What the portal has to be found: talents, films, entries, events; and who listens when they change.

A film is public only where something above shows it. That something says so with `films.show_films`, and tells of
every change of what it shows with `listening.announce_film`. Events are shown with their programme: so it says with
`events.show_events`, and tells by `spreading.announce_cause("programme-page", …)` when that comes or goes.
"""

from search import kinds
from search.sources.entries import EntryKind, programmes_of_desk
from search.sources.events import EventKind, EventShow, show_events
from search.sources.films import FilmKind, FilmShow, Shown, film_document, show_films
from search.sources.listening import announce_film
from search.sources.talents import FaceShow, TalentKind, show_faces

__all__ = [
    "EntryKind",
    "EventKind",
    "EventShow",
    "FaceShow",
    "FilmKind",
    "FilmShow",
    "Shown",
    "TalentKind",
    "announce_film",
    "film_document",
    "programmes_of_desk",
    "show_events",
    "show_faces",
    "show_films",
]

for kind in (FilmKind(), TalentKind(), EntryKind(), EventKind()):
    kinds.register(kind)

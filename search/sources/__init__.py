"""What the portal has to be found: talents, films, entries; and who listens when they change.

A film is public only where something above shows it. That something says so with `films.show_films`, and tells of
every change of what it shows with `listening.announce_film`.
"""

from search import kinds
from search.sources.entries import EntryKind, programmes_of_desk
from search.sources.films import FilmKind, FilmShow, Shown, film_document, show_films
from search.sources.listening import announce_film
from search.sources.talents import FaceShow, TalentKind, show_faces

__all__ = [
    "EntryKind",
    "FaceShow",
    "FilmKind",
    "FilmShow",
    "Shown",
    "TalentKind",
    "announce_film",
    "film_document",
    "programmes_of_desk",
    "show_faces",
    "show_films",
]

for kind in (FilmKind(), TalentKind(), EntryKind()):
    kinds.register(kind)

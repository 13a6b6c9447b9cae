"""Real small films, and originals of them. One of an exact length costs a few milliseconds."""

import io
import tempfile
from fractions import Fraction
from pathlib import Path

import av
import factory
import numpy as np
from django.core.files.base import ContentFile

from portal.accounts.models import User
from portal.clock import now
from portal.media import actions, reading
from portal.media.models import Kind, Original
from portal.media.storages import new_key, private_storage


def make_film(
    seconds: float = 1.0,
    *,
    fps: int = 10,
    size: tuple[int, int] = (64, 48),
    has_audio: bool = True,
    container: str = "mp4",
    codec: str = "libx264",
    faststart: bool = True,
    metadata: dict[str, str] | None = None,
    audio_seconds: float | None = None,
    is_noise: bool = False,
) -> bytes:
    """A film whose last picture ends at `seconds`, to the frame; its sound may be longer or shorter.

    Noise can hardly be packed: about a byte and a half a pixel of each picture, for a film that has to be large.
    """
    folder = tempfile.TemporaryDirectory()
    target = Path(folder.name, "film")  # a path: the index can only be moved to the front of a real file
    options = {"movflags": ("+faststart" if faststart else "") + "+use_metadata_tags"} if container == "mp4" else {}
    with folder:
        with av.open(str(target), "w", format=container, options=options) as film:
            film.metadata.update(metadata or {})
            coding = {"preset": "ultrafast"} | ({"qp": "1"} if is_noise else {})
            picture = film.add_stream(codec, rate=fps, options=coding if codec == "libx264" else {})
            picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
            sound = film.add_stream("aac", rate=48000, layout="stereo") if has_audio else None
            for number in range(round(seconds * fps)):
                frame = av.VideoFrame.from_ndarray(_picture(number, size, is_noise), format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, fps)
                film.mux(picture.encode(frame))
            film.mux(picture.encode())
            if sound:
                _add_silence(film, sound, seconds if audio_seconds is None else audio_seconds)
        return target.read_bytes()


def _picture(number, size, is_noise):
    shape = (size[1], size[0], 3)
    if is_noise:
        return np.random.default_rng(number).integers(0, 256, shape, "uint8")
    return np.full(shape, number * 7 % 256, "uint8")


def make_film_of(runtime_ms: int, **kwargs) -> bytes:
    """A film of exactly `runtime_ms` (a multiple of 100) as cheaply as can be: 16 × 16, no sound."""
    fps = 2 if runtime_ms % 500 == 0 else 10
    return make_film(runtime_ms / 1000, fps=fps, size=(16, 16), has_audio=False, **kwargs)


def make_sound() -> bytes:
    """An MP4 with sound alone."""
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as film:
        _add_silence(film, film.add_stream("aac", rate=48000, layout="stereo"), 1)
    return target.getvalue()


def _add_silence(film, stream, seconds):
    for number in range(round(seconds * 48000 / 1024)):
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), "float32"), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = 48000, number * 1024
        film.mux(stream.encode(frame))
    film.mux(stream.encode())


class OwnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"owner{n}@example.org")
    name = factory.Sequence(lambda n: f"Owner {n}")


def make_original(
    content: bytes | Path | None = None, *, owner: User | None = None, kind: str = Kind.FILM, name: str = "film.mp4"
) -> Original:
    """An original with real bytes in private storage, not read yet."""
    raw = content.read_bytes() if isinstance(content, Path) else make_film() if content is None else content
    key = private_storage().save(new_key("originals"), ContentFile(raw))
    owner = owner or OwnerFactory()
    return actions.receive_original(owner=owner, kind=kind, name=name, size=len(raw), key=key, at=now())


def make_read_original(content: bytes | None = None, **kwargs) -> Original:
    """An original whose hash, facts and copies are there."""
    original = make_original(content, **kwargs)
    reading.read(original.pk)
    original.refresh_from_db()
    return original

"""Making a film: pictures and sound into an MP4, the poster beside it; several films over processes."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

import av
import numpy as np
from av.filter import Graph
from av.video.stream import VideoStream
from PIL import Image

from cms.demo.reel.cut import Film
from cms.demo.reel.loudness import RATE, Sound
from cms.demo.reel.poster import Pick, draw_poster
from cms.demo.reel.sound import compose
from cms.demo.reel.spec import FPS, FilmSpec, MadeFilm
from portal.running.parent import end_with

GRAIN = 5
LOOK_EVERY = 12  # frames between those weighed as posters
AAC_FRAME = 1024
X264 = {"preset": "ultrafast", "crf": "27", "threads": "1", "g": "48"}


def make_film(spec: FilmSpec, folder: Path) -> MadeFilm:
    """Write `<key>.mp4` and `<key>.jpg` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path, poster = folder / f"{spec.key}.mp4", folder / f"{spec.key}.jpg"
    film, pick = Film(spec), Pick()
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=FPS, options=X264)
        video.width, video.height = spec.size
        video.pix_fmt = "yuv420p"
        video.time_base = Fraction(1, FPS)
        audio = container.add_stream("aac", rate=RATE, layout="stereo")
        audio.bit_rate = 128_000
        sound = compose(spec.look, spec.seed, round(spec.frames * RATE / FPS))
        _write_sound(container, audio, sound)
        _write_pictures(container, video, film, pick)
    draw_poster(spec, film, pick).save(poster, quality=88, progressive=True, optimize=True)
    return MadeFilm(spec.key, path, poster, spec.frames / FPS, *spec.size)


def make_films(
    specs: Iterable[FilmSpec], folder: Path, workers: int = 2, on_done: Callable[[MadeFilm], None] | None = None
) -> list[MadeFilm]:
    """Make all, longest first, over `workers` processes; returned in the order asked for.

    `on_done` hears of each film as soon as it is made.
    """
    specs = list(specs)
    made: dict[str, MadeFilm] = {}

    def done(film: MadeFilm) -> None:
        made[film.key] = film
        if on_done:
            on_done(film)

    by_length = sorted(specs, key=lambda spec: -spec.seconds)
    if workers < 2 or len(specs) < 2:
        for spec in by_length:
            done(make_film(spec, folder))
    else:
        context, me = get_context("spawn"), os.getpid()
        with ProcessPoolExecutor(workers, context, initializer=end_with, initargs=(me,)) as pool:
            for job in as_completed([pool.submit(make_film, spec, folder) for spec in by_length]):
                done(job.result())
    return [made[spec.key] for spec in specs]


def _grain(size: tuple[int, int], seed: int) -> Graph:
    """Film grain, laid over the brightness of the finished picture."""
    graph = Graph()
    source = graph.add_buffer(width=size[0], height=size[1], format=av.VideoFormat("rgb24"), time_base=Fraction(1, FPS))
    to_yuv = graph.add("format", "yuv420p")
    grain = graph.add("noise", f"c0_seed={1 + seed % 100_000}:c0_strength={GRAIN}:c0_flags=t")
    sink = graph.add("buffersink")
    source.link_to(to_yuv)
    to_yuv.link_to(grain)
    grain.link_to(sink)
    graph.configure()
    return graph


def _write_pictures(container: av.container.OutputContainer, stream: VideoStream, film: Film, pick: Pick) -> None:
    graph = _grain(film.spec.size, film.spec.seed)
    for index, (shot, u, picture) in enumerate(film.pictures()):
        if index % LOOK_EVERY == LOOK_EVERY // 2:
            pick.see(shot, u, picture)
        graph.push(_frame(picture, index))
        grained = graph.vpull()
        grained.pts, grained.time_base = index, Fraction(1, FPS)
        container.mux(stream.encode(grained))
    container.mux(stream.encode(None))


def _frame(picture: Image.Image, index: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
    frame.pts, frame.time_base = index, Fraction(1, FPS)
    return frame


def _write_sound(container: av.container.OutputContainer, stream: av.AudioStream, sound: Sound) -> None:
    for start in range(0, sound.shape[1], AAC_FRAME):
        piece = np.ascontiguousarray(sound[:, start : start + AAC_FRAME])
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))

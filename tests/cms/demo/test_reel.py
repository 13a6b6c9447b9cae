"""The generated films: length, repeatability, loudness, marks, captions."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageFont

from cms.demo.reel import FPS, LOOKS, FilmSpec, make_film, make_films, make_portrait, write_vtt
from cms.demo.reel.cut import Film, plan
from cms.demo.reel.lettering import drawable
from cms.demo.reel.loudness import RATE, integrated
from cms.demo.reel.sound import compose
from cms.demo.reel.spec import Stage

SHORT = FilmSpec(
    "short", "ink_ridges", 1.0, "天问", "Heavenly Questions", seed=3, stand_in=False, shots=2, size=(320, 134)
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_film(SHORT, tmp_path_factory.mktemp("reel"))


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_film_has_picture_and_sound_of_the_asked_length(tmp_path):
    made = make_film(replace(SHORT, seconds=1.25), tmp_path)

    with av.open(str(made.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.width, video.height) == ("h264", 320, 134)
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48_000, 2)
        assert container.duration == 1_250_000
        assert abs(float(audio.duration * audio.time_base) - 1.25) <= 1 / FPS
    assert len(pictures(made.path)) == 30
    assert made.seconds == 1.25


def test_film_starts_playing_before_it_is_loaded(made):
    data = made.path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_same_spec_gives_the_same_frames(made, tmp_path):
    again = make_film(SHORT, tmp_path)

    assert np.array_equal(pictures(made.path), pictures(again.path))
    assert made.poster.read_bytes() == again.poster.read_bytes()


def test_poster_is_a_large_jpeg(made):
    with Image.open(made.poster) as poster:
        assert (poster.format, poster.size) == ("JPEG", (1920, 804))


def test_films_are_made_in_processes_and_returned_in_order(tmp_path):
    heard = []
    specs = [replace(SHORT, key="one"), replace(SHORT, key="two", look="bronze_patina", seconds=1.5)]

    made = make_films(specs, tmp_path, workers=2, on_done=lambda film: heard.append(film.key))

    assert [film.key for film in made] == ["one", "two"]
    assert sorted(heard) == ["one", "two"]


def test_looks_differ_from_each_other():
    seen = {name: np.asarray(look(Stage(96, 40, 1))(0.6).convert("RGB"), int) for name, look in LOOKS.items()}

    for (one, first), (other, second) in combinations(seen.items(), 2):
        assert np.abs(first - second).mean() > 5, (one, other)


def test_mark_of_a_stand_in_changes_only_its_corner():
    plain = [np.asarray(picture, int) for _, _, picture in Film(SHORT).pictures()][8]
    marked = [np.asarray(picture, int) for _, _, picture in Film(replace(SHORT, stand_in=True)).pictures()][8]

    changed = np.abs(plain - marked).sum(axis=2) > 0
    assert changed[100:, 160:].any()
    assert not changed[:100].any()
    assert not changed[:, :160].any()


@pytest.mark.parametrize("look", ["ink_ridges", "lacquer_spirals"])
def test_sound_is_at_broadcast_level_and_never_clips(look):
    sound = compose(look, 5, 12 * RATE)

    assert sound.shape == (2, 12 * RATE)
    assert integrated(sound) == pytest.approx(-23, abs=1.5)
    assert np.abs(sound).max() < 0.9


def test_loudness_of_a_reference_tone():
    tone = np.sin(2 * np.pi * 997 * np.arange(3 * RATE) / RATE).astype(np.float32)

    assert integrated(np.stack([tone, np.zeros_like(tone)])) == pytest.approx(-3.01, abs=0.05)


def test_title_has_no_box_where_its_face_lacks_a_character():
    assert drawable(ImageFont.load_default(20), "Épilogue — 天") == "Epilogue - "


def test_plan_fills_the_film_to_the_frame():
    shots = plan(replace(SHORT, seconds=17.5, shots=4))

    assert sum(shot.frames for shot in shots) == 420
    assert [shot.number for shot in shots] == [0, -1, 1, 2, 3]


@pytest.mark.parametrize("wrong", [{"seconds": 61}, {"seconds": 0.1}, {"shots": 0}, {"size": (321, 134)}])
def test_impossible_specs_are_refused(wrong):
    with pytest.raises(ValueError, match="short"):
        replace(SHORT, **wrong)


def test_captions_are_valid_webvtt():
    text = write_vtt([(2, 3.5, "云 & <b>雾</b>"), (0, 1.25, "天问\n\n--> 何所不死")])

    assert text == (
        "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.250\n天问\n--&gt; 何所不死\n\n"
        "2\n00:00:02.000 --> 00:00:03.500\n云 &amp; &lt;b&gt;雾&lt;/b&gt;\n"
    )


def test_portrait_is_the_same_for_a_seed_and_another_for_the_next():
    first, again, other = (np.asarray(make_portrait(seed, "ink"), int) for seed in (4, 4, 5))

    assert first.shape == (1000, 800, 3)
    assert np.array_equal(first, again)
    assert np.abs(first - other).mean() > 3


def test_caption_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="Cue 1"):
        write_vtt([(2, 1, "x")])

"""Films as they are, and files that only pretend: facts or a sentence, never a crash."""

import hashlib
import io
import json

import av
import pytest
from PIL import Image

from portal.media import reading
from portal.media.models import Original, Rendition
from portal.media.probing import jail
from portal.media.storages import private_storage
from tests.factories.media import make_film, make_film_of, make_original, make_read_original, make_sound

pytestmark = pytest.mark.django_db


def test_film_is_read_whole():
    raw = make_film(2, metadata={"title": "secret", "AIGC": '{"Label": "1"}'})

    original = make_read_original(raw)

    assert (original.state, original.reason) == ("readable", "")
    assert original.sha256 == hashlib.sha256(raw).hexdigest()
    assert original.content_type == "video/mp4"
    assert (original.runtime_ms, original.width, original.height) == (2000, 64, 48)
    assert (str(original.frame_rate), original.facts["video_codec"]) == ("10", "h264")
    assert (original.facts["audio_codec"], original.facts["audio_rate"]) == ("aac", 48000)
    assert original.facts["bytes"] == len(raw)
    assert original.facts["tools"]["pyav"]
    assert original.labels["aigc"] == {"Label": "1"}
    assert {one.kind for one in original.renditions.all()} == {"poster", "preview"}


@pytest.mark.parametrize("runtime_ms", [120_000, 120_100])
def test_runtime_is_exact_to_the_frame(runtime_ms):
    assert make_read_original(make_film_of(runtime_ms)).runtime_ms == runtime_ms


def test_longer_sound_does_not_count():
    assert make_read_original(make_film(1, audio_seconds=3)).runtime_ms == 1000


@pytest.mark.parametrize(("container", "type_"), [("matroska", "video/x-matroska"), ("mpegts", "video/mp2t")])
def test_other_containers_are_read(container, type_):
    original = make_read_original(make_film(1, container=container))

    assert (original.reason, original.content_type, original.runtime_ms) == ("", type_, 1000)


def test_film_without_sound_is_readable():
    original = make_read_original(make_film(1, has_audio=False))

    assert (original.state, original.has_audio, original.sound) == ("readable", False, "")


def test_poster_is_a_picture():
    poster = make_read_original().rendition("poster")

    with private_storage().open(poster.key) as file:
        assert Image.open(file).size == (poster.width, poster.height) == (64, 48)


def test_preview_has_no_word_of_its_maker_but_the_ai_label():
    names = {"title": "secret", "artist": "maker", "comment": "school", "location": "+30.0+114.0/"}
    original = make_read_original(make_film(1, metadata=names | {"AIGC": '{"Label": "1"}'}))

    with private_storage().open(original.rendition("preview").key) as file:
        raw = file.read()

    assert [word for word in (b"secret", b"maker", b"school", b"+30.0+114.0") if word in raw] == []
    with av.open(io.BytesIO(raw)) as film:
        assert json.loads(film.metadata["AIGC"]) == {"Label": "1"}
    assert raw.index(b"moov") < raw.index(b"mdat")


HOSTILE = {
    "playlist": (b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", "not_film"),
    "concat": (b"ffconcat version 1.0\nfile /etc/hostname\n", "not_film"),
    "dash": (b"<?xml version='1.0'?><MPD/>", "not_film"),
    "sdp": (b"v=0\no=- 0 0 IN IP4 127.0.0.1\n", "not_film"),
    "one byte": (b"\0", "not_film"),
    "eicar": (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "not_film"),
    "html": (b"<html><script>alert(1)</script>", "not_film"),
    "exe": (b"MZ" + bytes(500), "not_film"),
    "pdf": (b"%PDF-1.7\n", "not_film"),
    "zip": (b"PK\x03\x04" + bytes(100), "not_film"),
    "moov-less": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\x10\0mdat" + bytes(4088), "container"),
    "garbage after ftyp": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\xff" * 4096, "container"),
    "ebml garbage": (b"\x1a\x45\xdf\xa3" + b"\xff" * 4096, "container"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_film_gets_its_reason(name):
    raw, reason = HOSTILE[name]

    original = make_read_original(raw, name="film.mp4")

    assert (original.state, original.reason, original.sha256) == ("unreadable", reason, hashlib.sha256(raw).hexdigest())
    assert original.reason_text
    assert original.renditions.count() == 0


def test_sound_alone_is_no_film():
    assert make_read_original(make_sound()).reason == "no_video"


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_truncated_film_with_its_index_in_front_is_found_out(share):
    raw = make_film(5, fps=25, size=(128, 96))

    assert make_read_original(raw[: int(len(raw) * share)]).reason == "truncated"


def test_truncated_film_with_its_index_behind_is_found_out():
    raw = make_film(2, faststart=False)

    assert make_read_original(raw[: len(raw) // 2]).reason == "container"


def test_truncated_matroska_is_found_out():
    raw = make_film(20, fps=25, size=(128, 96), container="matroska", has_audio=False)

    assert make_read_original(raw[: len(raw) // 2]).reason == "truncated"


def test_huge_picture_is_refused_before_it_is_decoded():
    raw = make_film(0.1, size=(8256, 16), has_audio=False)

    assert make_read_original(raw).reason == "too_large_picture"


def test_hundred_hours_are_refused():
    # One picture an hour: a few kilobytes that claim to last four days.
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=1)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuv420p"
        for number in range(100):
            frame = av.VideoFrame(16, 16, "yuv420p")
            frame.pts = number * 3600
            film.mux(stream.encode(frame))
        film.mux(stream.encode())

    assert make_read_original(target.getvalue()).reason == "too_long"


def test_metadata_bomb_takes_no_more_than_its_limits():
    raw = make_film(1, metadata={"comment": "x" * 50_000_000})

    original = make_read_original(raw)

    assert original.state in ("readable", "unreadable")


def test_polyglot_keeps_its_bytes_but_only_its_film_is_shown():
    raw = make_film() + b"<html><script>alert(1)</script>"

    original = make_read_original(raw)

    assert original.sha256 == hashlib.sha256(raw).hexdigest()
    with private_storage().open(original.rendition("preview").key) as file:
        assert b"<script>" not in file.read()


def test_reading_twice_changes_nothing():
    original = make_read_original()
    before = list(Rendition.objects.values())

    reading.read(original.pk)

    assert list(Rendition.objects.values()) == before
    assert Original.objects.get().read_at == original.read_at


def test_slower_of_two_readers_leaves_no_copies(monkeypatch):
    original = make_original()
    look, store, kept = reading._look, reading.store_file, []

    def store_and_tell(path, key, **kwargs):
        kept.append(key)
        store(path, key, **kwargs)

    def look_while_another_reads(*args):
        monkeypatch.setattr(reading, "_look", look)
        reading.read(original.pk)
        return look(*args)

    monkeypatch.setattr(reading, "_look", look_while_another_reads)
    monkeypatch.setattr(reading, "store_file", store_and_tell)
    reading.read(original.pk)

    there = {key for key in kept if private_storage().exists(key)}
    assert len(kept) == 4 and there == set(original.renditions.values_list("key", flat=True))


def test_lost_file_gets_its_reason():
    original = make_original()
    private_storage().delete(original.key)

    reading.read(original.pk)

    original.refresh_from_db()
    assert (original.state, original.reason) == ("unreadable", "lost")


def test_child_that_hangs_is_killed(tmp_path):
    film = tmp_path / "film"
    film.write_bytes(make_film())
    out = tmp_path / "out"
    out.mkdir()

    answer = jail.run("child.py", film, out, {}, jail.Limits(wall_seconds=0, cpu_seconds=5))

    assert answer.said is None


def test_child_without_memory_says_nothing_we_believe(tmp_path):
    film = tmp_path / "film"
    film.write_bytes(make_film())
    order = {"task": "probe", "demuxer": "mov", "max_side": 8192, "max_runtime_ms": 1}

    answer = jail.run("child.py", film, tmp_path, order, jail.Limits(60, 60, memory_bytes=40 * 1024**2))

    assert answer.said is None or "facts" not in answer.said

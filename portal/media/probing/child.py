"""Reads one film in the jail and prints what it found as JSON. Imports nothing of ours: run as a program only.

The order comes as one JSON argument: `file`, `out`, `limits`, `demuxer`, and `task`: "probe" or "remux".
"""

import json
import os
import resource
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

MAX_STREAMS = 64
MAX_LABEL = 16_384
MAX_POSTER_SIDE = 1280
COPYABLE = {"video": {"h264"}, "audio": {"aac"}}


class Unreadable(Exception):
    """Why the film cannot be read, as a code."""


def limit(memory: int, cpu: int, file_bytes: int) -> None:
    """Set our own limits before a byte of the file is touched."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def open_film(order: dict[str, Any]) -> Any:
    """The container, by the one demuxer its first bytes call for; no other protocol or format is ever tried."""
    import av

    options = {
        "protocol_whitelist": "file",
        "format_whitelist": order["demuxer"],
        "max_streams": "200",
        "enable_drefs": "0",
    }
    if not order["demuxer"].startswith("mov"):
        del options["enable_drefs"]
    try:
        film = av.open(order["file"], format=order["demuxer"].split(",")[0], options=options, metadata_errors="replace")
    except (av.FFmpegError, ValueError) as error:
        raise Unreadable("container") from error
    if len(film.streams) > MAX_STREAMS:
        raise Unreadable("streams")
    return film


def picture_stream(film: Any) -> Any:
    """The first moving picture; a cover inside a sound file is not one."""
    for stream in film.streams.video:
        if not stream.disposition & stream.disposition.attached_pic:
            return stream
    raise Unreadable("no_video")


def probe(order: dict[str, Any]) -> dict[str, Any]:
    """Facts and a poster. The file is read to its end: its own word about its length is not believed."""
    film = open_film(order)
    picture = picture_stream(film)
    sound = film.streams.audio[0] if film.streams.audio else None
    facts = describe(film, picture, sound)
    if max(picture.codec_context.width, picture.codec_context.height) > order["max_side"]:
        raise Unreadable("too_large_picture")
    runtime, frames = measure(film, picture)
    facts |= {"runtime_ms": round(runtime * 1000), "frames": frames}
    if facts["runtime_ms"] > order["max_runtime_ms"]:
        raise Unreadable("too_long")
    facts["frame_rate"] = rate_of(picture, runtime, frames)
    film.close()
    facts |= poster(order, runtime)
    return {"facts": facts, "labels": labels(film)}


def describe(film: Any, picture: Any, sound: Any) -> dict[str, Any]:
    """What the headers say, and which tools said so."""
    import av

    context = picture.codec_context
    if not context.width or not context.height:
        raise Unreadable("codec")
    facts: dict[str, Any] = {
        "container": film.format.name[:60],
        "width": context.width,
        "height": context.height,
        "pixel_aspect": str(picture.sample_aspect_ratio or "1"),
        "pixel_format": context.pix_fmt or "",
        "video_codec": context.name,
        "has_video": True,
        "has_audio": sound is not None,
        "audio_tracks": len(film.streams.audio),
        "tools": {"pyav": av.__version__, "ffmpeg": av.ffmpeg_version_info},
    }
    if sound is not None:
        inner = sound.codec_context
        facts |= {
            "audio_codec": inner.name if inner else "unknown",
            "audio_rate": inner.sample_rate if inner else None,
            "audio_channels": inner.layout.nb_channels if inner else None,
        }
    return facts


def measure(film: Any, picture: Any) -> tuple[Fraction, int]:
    """Seconds from the first picture to the end of the last, and how many there were; raises for a cut-off file."""
    import av

    base, first, end, frames, seen = picture.time_base, None, None, 0, 0
    usual = 1 / picture.average_rate / base if picture.average_rate else 0
    try:
        for packet in film.demux(picture):
            if not packet.size or packet.is_corrupt:
                continue
            seen += 1
            at = packet.pts if packet.pts is not None else packet.dts
            if at is None or packet.is_discard:
                continue
            frames += 1
            first = at if first is None else min(first, at)
            until = at + (packet.duration or usual)
            end = until if end is None else max(end, until)
    except av.FFmpegError as error:
        raise Unreadable("truncated" if frames else "container") from error
    if first is None or end is None or end <= first:
        raise Unreadable("container")
    runtime = Fraction(end - first) * base
    if is_cut_off(film, picture, runtime, seen):
        raise Unreadable("truncated")
    return runtime, frames


def is_cut_off(film: Any, picture: Any, runtime: Fraction, seen: int) -> bool:
    """Whether the file promises more than it holds: by its index of pictures, or else by its length."""
    if picture.frames:
        return bool(seen < picture.frames)
    if picture.duration:
        promised = picture.duration * picture.time_base
    elif film.duration and film.format.name.startswith("matroska") and not film.streams.audio:
        promised = Fraction(film.duration, 1_000_000)
    elif film.duration and film.format.name.startswith("matroska"):
        promised = Fraction(film.duration, 1_000_000) * Fraction(9, 10)  # its sound may be longer than its picture
    else:
        return False
    return bool(promised - runtime > max(Fraction(1, 2), promised / 100))


def rate_of(picture: Any, runtime: Fraction, frames: int) -> str:
    """Mean pictures per second, as a fraction; measured where the file does not say."""
    rate = picture.average_rate or (Fraction(frames) / runtime)
    return str(Fraction(rate).limit_denominator(100_000))


def poster(order: dict[str, Any], runtime: Fraction) -> dict[str, Any]:
    """A picture from a third into the film, as JPEG, turned the right way up. Proves that the film can be decoded."""
    import av

    with open_film(order) as film:
        picture = picture_stream(film)
        picture.codec_context.thread_count = 1
        try:
            frame = frame_near(film, picture, min(runtime / 3, Fraction(10)))
            jpeg = encode_jpeg(upright(frame, picture))
        except (av.FFmpegError, ValueError, TypeError) as error:
            raise Unreadable("codec") from error
    Path(order["out"], "poster").write_bytes(jpeg[0])
    return {"rotation": frame.rotation, "poster": {"width": jpeg[1], "height": jpeg[2]}}


def frame_near(film: Any, picture: Any, seconds: Fraction) -> Any:
    """The picture at a keyframe before `seconds`, or the very first one."""
    import av

    for at in (seconds, Fraction(0)):
        try:
            film.seek(int(at / picture.time_base) + (picture.start_time or 0), stream=picture)
            for frame in film.decode(picture):
                return frame
        except av.FFmpegError:
            if not at:
                raise
    raise ValueError("no frame")


def upright(frame: Any, picture: Any) -> Any:
    """The frame as it is meant to be seen: turned, with square pixels, and not larger than a page needs."""
    import av

    aspect = picture.sample_aspect_ratio or Fraction(1)
    width, height = max(1, round(frame.width * aspect)), frame.height
    scale = min(1.0, MAX_POSTER_SIDE / max(width, height))
    width, height = max(16, round(width * scale)) & ~1, max(16, round(height * scale)) & ~1
    turned = frame.reformat(width=width, height=height, format="yuvj420p")
    turns = {90: ["cclock"], 180: ["hflip", "vflip"], 270: ["clock"]}.get(frame.rotation % 360, [])
    if not turns:
        return turned
    graph = av.filter.Graph()
    chain = [graph.add_buffer(width=width, height=height, format=turned.format, time_base=Fraction(1, 25))]
    chain += [graph.add("transpose", turn) if "clock" in turn else graph.add(turn) for turn in turns]
    chain.append(graph.add("buffersink"))
    graph.link_nodes(*chain).configure()
    turned.pts = 0
    graph.push(turned)
    return graph.pull()


def encode_jpeg(frame: Any) -> tuple[bytes, int, int]:
    """The frame as a JPEG, and its size."""
    import av

    context = av.CodecContext.create("mjpeg", "w")
    context.width, context.height, context.pix_fmt = frame.width, frame.height, "yuvj420p"
    context.time_base = Fraction(1, 25)
    context.options = {"q": "4"}
    frame.pts = 0
    packets = [*context.encode(frame), *context.encode(None)]
    return b"".join(bytes(packet) for packet in packets), frame.width, frame.height


def labels(film: Any) -> dict[str, Any]:
    """The AI label that the file itself carries (GB 45438-2025), raw: others decide what it means."""
    raw = next((value for key, value in film.metadata.items() if key.upper() == "AIGC"), None)
    return {} if raw is None else {"aigc_raw": raw[:MAX_LABEL]}


def remux(order: dict[str, Any]) -> dict[str, Any]:
    """Pictures and sound as they are, in an MP4 that plays while it loads; of its words only the AI label."""
    import av

    with open_film(order) as film:
        picture = picture_stream(film)
        sound = next((one for one in film.streams.audio if one.codec_context), None)
        if picture.codec_context.name not in COPYABLE["video"]:
            raise Unreadable("codec")
        if sound is not None and sound.codec_context.name not in COPYABLE["audio"]:
            raise Unreadable("codec")
        target = Path(order["out"], "preview")
        options = {"movflags": "+faststart+use_metadata_tags", "fflags": "+bitexact"}
        with av.open(str(target), "w", format="mp4", options=options) as copy:
            streams = {one.index: copy.add_stream_from_template(one) for one in (picture, sound) if one is not None}
            for stream in streams.values():
                stream.metadata.clear()
            label = labels(film).get("aigc_raw")
            if label:
                copy.metadata["AIGC"] = label
            for packet in film.demux([one for one in (picture, sound) if one is not None]):
                if packet.dts is None or not packet.size:
                    continue
                packet.stream = streams[packet.stream.index]
                copy.mux(packet)
        return {"width": picture.codec_context.width, "height": picture.codec_context.height}


def main() -> None:
    """Never says anything but one JSON object; dying silently is an answer too."""
    order = json.loads(sys.argv[1])
    limit(*order["limits"])
    try:
        answer = {"probe": probe, "remux": remux}[order["task"]](order)
    except Unreadable as reason:
        answer = {"reason": str(reason)}
    except MemoryError:
        answer = {"reason": "too_hard"}
    os.write(1, json.dumps(answer).encode())


if __name__ == "__main__":
    main()

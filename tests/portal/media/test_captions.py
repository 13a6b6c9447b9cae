"""SRT and WebVTT as they really come: encodings, mark-up, impossible times."""

import pytest

from portal.media.captions import CaptionError, to_webvtt

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n江汉 <i>汤汤</i>\r\n\r\n"
    "2\r\n00:01:02,050 --> 01:00:00,000\r\n-是吗？\r\n-是\r\n"
)
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n江汉 汤汤\n\n00:01:02.050 --> 01:00:00.000\n-是吗？\n-是\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_srt_becomes_webvtt_from_any_encoding(encoding):
    assert to_webvtt(SRT.encode(encoding)) == VTT


def test_webvtt_loses_what_could_do_something():
    raw = (
        "WEBVTT\n\nSTYLE\n::cue { background: url(http://evil) }\n\nNOTE nothing\n\nintro\n"
        "00:01.000 --> 00:02.000 line:0 position:20%\n<v Anna><c.evil>hi</c> <script>x</script> a > b --\n"
    )

    assert to_webvtt(raw.encode()) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nhi &lt;script&gt;x&lt;/script&gt; a &gt; b --\n"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\0\0",
        b"no captions here",
        b"00:00:02,000 --> 00:00:01,000\nbackwards",
        b"00:00:01,000 --> 00:00:01,000\nno time",
        b"-00:00:01,000 --> 00:00:01,000\nnegative",
        b"99:99:99,000 --> 99:99:99,999\nimpossible",
        b"00:00:01,000 --> 00:00:02,000\n" + b"x" * 1_000_000,
        bytes(range(128, 256)) * 10,
    ],
    ids=["empty", "nul", "prose", "backwards", "zero", "negative", "impossible", "huge", "binary"],
)
def test_what_is_no_caption_is_refused_with_a_sentence(raw):
    with pytest.raises(CaptionError) as refusal:
        to_webvtt(raw)

    assert str(refusal.value)


def test_refusal_names_the_line():
    with pytest.raises(CaptionError, match="5"):
        to_webvtt(b"1\n00:00:01,000 --> 00:00:02,000\nx\n\n00:00:0x,000 --> 00:00:02,000\ny\n")

"""WebVTT captions from timed lines."""

from collections.abc import Iterable

Cue = tuple[float, float, str]


def timestamp(seconds: float) -> str:
    """Seconds as WebVTT writes them: 00:01:02.345."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def cue_text(text: str) -> str:
    """Text that cannot end its cue early (blank line, arrow) nor be read as markup."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(lines).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_vtt(cues: Iterable[Cue]) -> str:
    """A WebVTT file of (start, end, text), times in seconds. Raises ValueError for a cue that ends before it starts."""
    blocks = ["WEBVTT"]
    for number, (start, end, text) in enumerate(sorted(cues), start=1):
        if not 0 <= start < end:
            raise ValueError(f"Cue {number} must start at 0 or later and end after its start.")
        if words := cue_text(text):
            blocks.append(f"{number}\n{timestamp(start)} --> {timestamp(end)}\n{words}")
    return "\n\n".join(blocks) + "\n"

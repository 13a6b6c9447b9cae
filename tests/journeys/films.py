"""A real film file, large enough to be sent in several pieces."""

import subprocess
from pathlib import Path


def film_file(path: Path, *, seconds: int = 4, megabytes: int = 40) -> Path:
    """Moving noise with a tone, made by ffmpeg; as large as wanted, give or take a third."""
    rate = f"{megabytes * 8 // seconds}M"
    sources = f"-f lavfi -i testsrc2=size=640x360:rate=25:duration={seconds},noise=alls=100:allf=t"
    tone = f"-f lavfi -i sine=frequency=330:duration={seconds}"
    coding = f"-c:v mpeg2video -b:v {rate} -minrate {rate} -qmin 1 -qmax 2 -pix_fmt yuv420p -c:a aac"
    command = f"ffmpeg -v error -y {sources} {tone} {coding} -shortest {path}"
    subprocess.run(command.split(), check=True)
    return path

"""A file that somebody sent, made into a picture of ours by a process of its own (`picture_process`)."""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kisalli.core.errors import FieldProblem
from kisalli.materials.errors import UnusablePicture

PROCESS = Path(__file__).with_name("picture_process.py")
SECONDS = 30
AT_ONCE = asyncio.Semaphore(2)  # each takes a processor and up to 1 GB for a second or two
REFUSALS = {
    each.code: each
    for each in (
        FieldProblem("#", "not_a_picture", "Choose a PNG, JPEG or WebP picture"),
        FieldProblem("#", "broken", "The file is damaged or incomplete: save or export the picture again"),
        FieldProblem("#", "animated", "The picture is animated: choose a still one"),
        FieldProblem("#", "too_many_pixels", "The picture has more than 40 million pixels: make it smaller"),
    )
}


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A WebP picture of ours, without anything that came with it; width and height in pixels."""

    width: int
    height: int
    content: bytes


async def made_of(content: bytes) -> PictureFile:
    """Make a picture of a PNG, JPEG or WebP file: upright, at most 1600 × 4000 pixels, nothing in it but what is seen.

    Raises:
        UnusablePicture: the file is something else, broken, animated or too large; its `errors` says which.
    """
    async with AT_ONCE:
        answer = await _answer(content)
    head, _, made = answer.partition(b"\n")
    # Without an answer it was killed, by its limits or by what it read.
    found: dict[str, Any] = json.loads(head) if head else {"refused": "broken"}
    if code := found.get("refused"):
        raise UnusablePicture(errors=[REFUSALS[code]])
    return PictureFile(found["width"], found["height"], made)


async def _answer(content: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(PROCESS)),
        env={},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await process.communicate(content)
    except TimeoutError:
        answer = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return answer if process.returncode == 0 else b""

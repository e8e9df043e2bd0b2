"""Making our own picture of one that somebody sent: a process of its own, which reads it on stdin and answers on stdout.

Decoders of pictures are large C libraries that meet hostile bytes here. This process has no secret, no database, little
memory and few seconds, and is gone afterwards; it imports nothing of ours. It answers a line of JSON, and the picture after it:
`{"width": …, "height": …}`, or `{"refused": …}` with nothing after it.
"""

import io
import json
import resource
import sys
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

KINDS = ("PNG", "JPEG", "WEBP")
DRAWINGS = {"PNG", "WEBP"}  # what a JPEG is not: a drawing, or a film
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError)
MOST_PIXELS = 40_000_000
WIDEST, HIGHEST = 1600, 4000  # pixels; what is larger is shrunk in proportion
QUALITY = 82
MOST_MEMORY = 1024**3  # bytes: a picture of the most pixels takes 160 MB, and some copies of it
MOST_SECONDS = 15  # of the processor
PAPER = "white"


class Refused(Exception):
    """The picture can't be taken; says why by a stable code."""


def main() -> None:
    """Answer for one picture."""
    _limit()
    try:
        sent = _opened(sys.stdin.buffer.read())
        made = _redrawn(sent)
        content = _encoded(made, may_be_drawn=sent.format in DRAWINGS)
    except Refused as refused:
        _answer({"refused": str(refused)})
    except MemoryError:
        _answer({"refused": "too_many_pixels"})
    else:
        _answer({"width": made.width, "height": made.height}, content)


def _limit() -> None:
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # not every system has all of them
            resource.setrlimit(what, (most, most))


def _opened(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # counted below
    try:
        picture = Image.open(io.BytesIO(content), formats=KINDS)
    except UnidentifiedImageError as error:
        raise Refused("broken" if _begins_like_one(content) else "not_a_picture") from error
    except BROKEN as error:
        raise Refused("broken") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("too_many_pixels")
    # Phones keep a second picture for bright screens in a JPEG: that is no film, and the first one is meant.
    if picture.format in DRAWINGS and getattr(picture, "is_animated", False):
        raise Refused("animated")
    return picture


def _begins_like_one(content: bytes) -> bool:
    return content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _redrawn(picture: Image.Image) -> Image.Image:
    """Return a picture upright, small enough, in common colours and without gaps."""
    try:
        picture.load()
    except BROKEN as error:
        raise Refused("broken") from error
    with suppress(Exception):  # what says which way is up may be broken where the picture is not
        picture = ImageOps.exif_transpose(picture)
    picture = _mixable(picture)
    picture.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    return _on_paper(_in_common_colours(picture))


def _mixable(picture: Image.Image) -> Image.Image:
    """Return a picture whose colours can be mixed: not numbers of a palette, nor bits; of 16 bits a colour the upper 8."""
    if picture.mode in {"P", "PA"}:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("L") if picture.mode == "1" else picture


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB: without its profile, a phone's colours would look pale."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            made = ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode=mode)
            picture = made or picture
    return picture


def _on_paper(picture: Image.Image) -> Image.Image:
    """Return a picture without gaps: dark lines on nothing can't be seen on a dark page."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, PAPER)
        picture = Image.alpha_composite(paper, layer)
    return picture.convert("RGB")


def _encoded(picture: Image.Image, *, may_be_drawn: bool) -> bytes:
    """Return the smaller of two WebP files: drawings and screenshots are often both smaller and sharper without loss."""
    return min((_webp(picture, lossless=each) for each in {False, may_be_drawn}), key=len)


def _webp(picture: Image.Image, *, lossless: bool) -> bytes:
    content = io.BytesIO()
    # An encoder writes out what it finds with a picture, so it is told that there is nothing.
    picture.save(content, "WEBP", quality=QUALITY, lossless=lossless, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return content.getvalue()


def _answer(head: dict[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)


if __name__ == "__main__":
    main()

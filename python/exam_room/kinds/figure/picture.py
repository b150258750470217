"""The PNG of a figure, decoded with bounds: size first, then pixels. Only PNG is read, whatever else a library could open."""

import io
import struct
from typing import Any

from ..failures import WorkFailure

MOST_BYTES = 8 << 20
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def decode(content: Any, width: int, height: int) -> Any:
    """The picture as an array of shape (height, width, 3), 0 to 255. Raises `WorkFailure` for what is no picture of that size."""
    if type(content) is not bytes or len(content) > MOST_BYTES or content[:8] != SIGNATURE:
        raise WorkFailure(f"the picture is no PNG of at most {MOST_BYTES >> 20} MiB")
    if content[12:16] != b"IHDR" or len(content) < 33:
        raise WorkFailure("the picture is no complete PNG")
    claimed = struct.unpack(">II", content[16:24])
    # The size is settled before anything is unpacked: a small file may stand for a huge picture.
    if claimed != (width, height):
        raise WorkFailure(f"the picture is {claimed[0]} by {claimed[1]} pixels, the figure {width} by {height}")
    import numpy
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            flat = Image.new("RGBA", image.size, "white")
            flat.alpha_composite(image.convert("RGBA"))
            pixels = numpy.asarray(flat.convert("RGB"))
    except Exception as error:
        raise WorkFailure(f"the picture cannot be read ({type(error).__name__})") from None
    if pixels.shape != (height, width, 3):
        raise WorkFailure("the picture is not what its first lines say")
    return pixels

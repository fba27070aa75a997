"""Data without a network: toy 2-D points, glyphs and digits; torchvision's sets when you ask for them.

Images are float32 in [-1, 1] with shape (B, C, H, W); points are float32 with shape (N, 2).
"""

from course.data.glyphs import FACES, glyphs
from course.data.images import Images, to_unit
from course.data.pictures import pictures
from course.data.sets import digits, load
from course.data.toy import grid, grid_centres, ring, ring_centres, swiss_roll

__all__ = ["FACES", "Images", "digits", "glyphs", "grid", "grid_centres", "load", "pictures", "ring", "ring_centres",
           "swiss_roll", "to_unit"]  # fmt: skip

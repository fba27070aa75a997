"""Data without a network: toy 2-D points, glyphs, digits, a small world in sentences, Python's own library as text.

Images are float32 in [-1, 1] with shape (B, C, H, W); points are float32 with shape (N, 2); texts are ``str``.
torchvision's sets come when you ask for them.
"""

from course.data.glyphs import FACES, glyphs
from course.data.grammar import Grammar
from course.data.images import Images, to_unit
from course.data.pictures import pictures
from course.data.sets import digits, load
from course.data.texts import Documents, read_text, standard_library
from course.data.toy import grid, grid_centres, ring, ring_centres, swiss_roll
from course.data.world import World, small_world

__all__ = ["FACES", "Documents", "Grammar", "Images", "World", "digits", "glyphs", "grid", "grid_centres", "load",
           "pictures", "read_text", "ring", "ring_centres", "small_world", "standard_library", "swiss_roll",
           "to_unit"]  # fmt: skip

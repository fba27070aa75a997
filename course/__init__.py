"""Helpers of the course "Generative AI with GANs at its centre".

Import the module you need, for example ``from course import data, plots``. This file loads nothing:
``import course`` costs no more than Python itself.

| module | what it holds |
|---|---|
| ``course.data`` | toy 2-D distributions, glyphs, digits, and torchvision's data sets behind the same face |
| ``course.models`` | small networks that return predictions, scores or distributions, never losses |
| ``course.losses`` | adversarial losses as functions of scores, and gradient penalties |
| ``course.training`` | batches, two verbs (``update``, ``ema``) and two loops (``fit``, ``fit_adversarial``) |
| ``course.metrics`` | features in, number out |
| ``course.plots`` | pictures drawn on a given axis, shown with alternative text |
| ``course.widgets`` | sliders and live figures, each with a static picture beside it; ``progress`` for long loops |
| ``course.checks`` | ``claim``: a sentence that the machine verifies |
| ``course.settings`` | profile, seed, device, where data lives |
| ``course._guards`` | mistakes that these modules refuse, each in one sentence |
"""

__version__ = "0.1.0"

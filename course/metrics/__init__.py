"""Features in, number out, computed in float64. Samples are rows: (N, d); texts are lists of tokens."""

from course.metrics.gaussian import Moments as Moments
from course.metrics.gaussian import frechet_distance as frechet_distance
from course.metrics.gaussian import frechet_extrapolated as frechet_extrapolated
from course.metrics.kernel import kernel_distance as kernel_distance
from course.metrics.modes import modes_captured as modes_captured
from course.metrics.neighbours import copying_score as copying_score
from course.metrics.neighbours import density_coverage as density_coverage
from course.metrics.neighbours import neighbourhoods as neighbourhoods
from course.metrics.neighbours import precision_recall as precision_recall
from course.metrics.scores import inception_score as inception_score
from course.metrics.text import bleu as bleu
from course.metrics.text import bleu_counts as bleu_counts
from course.metrics.text import cider as cider
from course.metrics.text import rouge as rouge

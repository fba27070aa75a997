"""Models of sequences: tokens, counts of n-grams, a small transformer, and ways of drawing from either."""

from course.language.gpt import GPT as GPT
from course.language.gpt import Block as Block
from course.language.gpt import Cache as Cache
from course.language.gpt import optimisers as optimisers
from course.language.gpt import rotated as rotated
from course.language.gpt import windows as windows
from course.language.ngrams import KneserNey as KneserNey
from course.language.sampling import generate as generate
from course.language.sampling import greedy as greedy
from course.language.sampling import min_p as min_p
from course.language.sampling import temperature as temperature
from course.language.sampling import top_k as top_k
from course.language.sampling import top_p as top_p
from course.language.tokens import BytePairs as BytePairs

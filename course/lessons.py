"""The one table of the course: every lesson with its part, what it needs, and its place in the order of reading.

Progress, receipts, the map in lesson 00, README, glossary, badges and each "Next" read this table or are checked
against it. A lesson that is in the table and has no notebook yet is planned; nothing shows it to a reader.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One lesson. number: two digits, of which the first is its part (concepts, GAN mathematics, training, evaluation,
    beyond GANs, out into the world, capstone); needs: numbers of lessons to read before."""

    number: str
    slug: str
    title: str
    needs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The notebook's file name without its ending, such as ``20_first_gan``."""
        return f"{self.number}_{self.slug}"


# In the order of reading, which is not the order of the numbers: part 1 asks why the loop of lesson 20 works.
LESSONS = (
    Lesson("00", "start_here", "Start here"),
    Lesson("01", "what_is_generative_modelling", "What is generative modelling?", ("00",)),
    Lesson("02", "data", "Data: what the model will believe", ("00",)),
    Lesson("03", "autoencoders_and_vaes", "Autoencoders and VAEs", ("01", "02")),
    Lesson("20", "first_gan", "Your first GAN, line by line", ("00", "02")),
    Lesson("10", "the_adversarial_game", "The adversarial game", ("01", "20")),
    Lesson("11", "why_training_is_hard", "Why training is hard", ("10", "20")),
    Lesson("12", "divergences_and_f_gan", "Divergences and the f-GAN", ("10", "11")),
    Lesson("13", "wasserstein", "Wasserstein", ("10", "11", "12")),
    Lesson("21", "dcgan", "DCGAN", ("20",)),
    Lesson("22", "stabilising", "Stabilising", ("11", "13", "21")),
    Lesson("23", "conditional", "Conditional GANs", ("21",)),
    Lesson("24", "image_to_image", "Image to image", ("23",)),
    Lesson("25", "stylegan", "StyleGAN", ("22",)),
    Lesson("26", "scaling_up", "Scaling up", ("22",)),
    Lesson("27", "gan_clinic", "GAN clinic", ("22",)),
    Lesson("30", "image_metrics", "Image metrics", ("20",)),
    Lesson("31", "fidelity_and_diversity", "Fidelity and diversity", ("30",)),
    Lesson("32", "human_evaluation", "Human evaluation", ("30",)),
    Lesson("34", "looking_inside", "Looking inside", ("21",)),
    Lesson("40", "text", "Text: from counting letters to a small GPT", ("01",)),
    Lesson("41", "pretraining_and_use", "Pretraining and use", ("40",)),
    Lesson("33", "text_and_caption_metrics", "Text and caption metrics", ("01", "32")),
    Lesson("42", "diffusion", "Diffusion, flow matching, one step", ("03",)),
    Lesson("43", "normalising_flows", "Normalising flows", ("01",)),
    Lesson("44", "audio", "Audio", ("40", "42")),
    Lesson("45", "video", "Video", ("42",)),
    Lesson("46", "text_to_image", "Text to image", ("40", "42")),
    Lesson("47", "multimodal", "Multimodal", ("46",)),
    Lesson("50", "fast_generation", "Fast generation", ("42",)),
    Lesson("51", "responsible_generation", "Responsible generation", ("31",)),
    Lesson("52", "synthetic_data_in_use", "Synthetic data in use", ("31",)),
    Lesson("60", "capstone", "Capstone", ("31",)),
)


def lesson(number: str) -> Lesson:
    """The lesson of that number. Raises ``LookupError`` when the course has none.

    >>> lesson("20").name
    '20_first_gan'
    """
    for one in LESSONS:
        if one.number == number:
            return one
    raise LookupError(f"There is no lesson {number!r}; there are {', '.join(sorted(one.number for one in LESSONS))}.")

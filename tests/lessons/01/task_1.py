"""01.1 which family?"""

FITS = {"faces": "gan", "words": " Autoregressive", "sound": "AUTOREGRESSIVE", "zip": "None", "sensor": "Flow ",
        "code": "vae", "day": "Diffusion"}  # fmt: skip


def answer(my, **other):
    """The right words with some exchanged: ``sensor="VAE"`` names the need, "words" stands for "sound" too."""
    other = {("sound" if need == "words" and "sound" in my.needs else need): word for need, word in other.items()}
    return {letter: other.get(need, FITS[need]) for letter, need in zip("ABCDEF", my.needs, strict=True)}


def right(my):
    return [answer(my)]


def wrong(my):
    return [
        (answer(my, words="transformer"), "an architecture"),  # erratum 16
        (answer(my, zip="VAE"), "which codes occur"),  # erratum 19
        (answer(my, zip="autoencoder"), "no rule for drawing a code"),
        (answer(my, sensor="VAE"), "only a bound"),
        (answer(my, sensor="autoregressive"), "one number after the other"),
        (answer(my, sensor="GAN"), "no density to report"),
        (answer(my, words="none"), "is a generative model"),
        (answer(my, words="GAN"), "sampling one has no gradient" if "words" in my.needs else "no probability at all"),
        (answer(my, faces="diffusion"), "no contest"),
        (answer(my, day="GAN"), "learns to see noise"),
        (answer(my, code="none"), "There is a rule"),
        (answer(my, code="BERT"), "not among the words"),
        (["GAN", "autoregressive", "none", "flow", "VAE", "diffusion"], "Keep the form"),
    ]

"""02.2 from bytes to the course's range."""

import numpy as np
import torch


def guarded(convert):
    """A converter that refuses everything but bytes, as the task asks."""

    def to_course(raw):
        if raw.dtype != torch.uint8:
            raise ValueError("bytes, please")
        return convert(raw)

    return to_course


def first(raw):
    """Channels second, whatever came."""
    return raw.unsqueeze(1) if raw.ndim == 3 else raw.permute(0, 3, 1, 2)


def right(my):
    def slope_first(raw):
        x = first(raw).to(torch.float64)
        return ((2 * x - 255) / 255).to(torch.float32)

    def with_numpy(raw):
        x = raw.numpy().astype(np.float32)
        x = x[:, None] if x.ndim == 3 else np.moveaxis(x, -1, 1)
        return torch.from_numpy(np.ascontiguousarray(x / 127.5 - 1))

    def stacked(raw):
        if raw.dtype is not torch.uint8:
            raise ValueError("floats are scaled already")
        images = [image[None] if image.ndim == 2 else torch.stack(list(image.unbind(-1))) for image in raw]
        return torch.lerp(torch.tensor(-1.0), torch.tensor(1.0), torch.stack(images) / 255)

    return [guarded(slope_first), guarded(with_numpy), stacked]


def wrong(my):
    def scaled(f):
        return guarded(lambda raw: f(first(raw)))

    def colour(f):
        return guarded(lambda raw: f(raw).float() / 127.5 - 1)

    def one_image(raw):
        x = first(raw).float() / 127.5 - 1
        return x.squeeze(0)

    def in_place(raw):
        result = first(raw).float() / 127.5 - 1
        raw.zero_()
        return result

    def by_values(raw):
        if raw.max() <= 1:
            raise ValueError("scaled already")
        return first(raw).float() / 127.5 - 1

    def by_values_only(raw):
        if raw.min() < 0:
            raise ValueError("scaled already")
        return first(raw).float() / 127.5 - 1

    def only_floats_up_to_one(raw):
        if raw.dtype != torch.uint8 and raw.max() <= 1:
            raise ValueError("scaled already")
        return first(raw).float() / 127.5 - 1

    def asserted(raw):
        assert raw.dtype == torch.uint8
        return first(raw).float() / 127.5 - 1

    def type_error(raw):
        if raw.dtype != torch.uint8:
            raise TypeError("bytes, please")
        return first(raw).float() / 127.5 - 1

    def no_grey(raw):
        return raw.permute(0, 3, 1, 2).float() / 127.5 - 1

    def returned(raw):
        if raw.dtype != torch.uint8:
            return ValueError
        return first(raw).float() / 127.5 - 1

    def forgot(raw):
        first(raw).float() / 127.5 - 1

    def by_last_size(raw):  # 1 or 3 columns are taken for channels
        return (raw.movedim(-1, 1) if raw.shape[-1] in (1, 3) else raw[:, None]).float() / 127.5 - 1

    def one_column(raw):  # squeezes, then counts axes
        x = raw.squeeze(-1)
        return first(x).float() / 127.5 - 1

    def only_not(*types):
        def to_course(raw):
            if raw.dtype.is_floating_point or raw.dtype in types:
                raise ValueError("bytes, please")
            return first(raw).float() / 127.5 - 1

        return to_course

    def reshaped(raw):
        return raw.reshape(len(raw), -1, *raw.shape[1:3])

    return [
        (guarded(lambda raw: raw.float() / 127.5 - 1), "The channel axis is missing"),
        (guarded(lambda raw: raw[..., None].float() / 127.5 - 1), "The new axis stands last"),
        (guarded(lambda raw: raw[None].float() / 127.5 - 1), "The new axis stands first"),
        (scaled(lambda x: x.float() / 255), "[0, 1]: black is 0"),
        (scaled(lambda x: x / 127.5), "[0, 2]"),
        (scaled(lambda x: x / 128 - 1), "128 is half of 256"),
        (scaled(lambda x: (x.float() - 128) / 128), "128 is half of 256"),
        (scaled(lambda x: (x.float() - 128) / 127), "Black becomes -1.008"),
        (scaled(lambda x: (x.float() - 127) / 128), "Black becomes -0.992"),
        (scaled(lambda x: (x - 128) / 127.5), "wrap around at 256"),
        (scaled(lambda x: (x - 127) / 128), "wrap around at 256"),
        (scaled(lambda x: x * 2 / 255 - 1), "wrap around at 256"),
        (scaled(lambda x: (2 * x - 255) / 255), "wrap around at 256"),
        (scaled(lambda x: x.float()), "nothing was scaled"),
        (scaled(lambda x: x.float() - 127.5), "not divided"),
        (scaled(lambda x: 1 - x.float() / 127.5), "Black and white are exchanged"),
        (scaled(lambda x: (x.float() - x.float().mean()) / x.float().std()), "Two points fix a straight line"),
        (scaled(lambda x: x.double() / 127.5 - 1), "The networks' weights are float32"),
        (colour(lambda raw: raw[:, None] if raw.ndim == 3 else raw), "Channels still stand last"),
        (colour(lambda raw: raw[:, None]), "it needs moving, not adding"),
        (colour(lambda raw: raw[:, None] if raw.ndim == 3 else raw.permute(0, 3, 2, 1)), "lies on its side"),
        (colour(reshaped), "the pixels are scrambled"),
        (colour(lambda raw: raw[:, None] if raw.ndim == 3 else raw.permute(0, 3, 1, 2).flip(1)), "Red and blue"),
        (colour(lambda raw: raw.permute(0, 3, 1, 2) if raw.shape[-1] == 3 else raw.reshape(len(raw), 1, 6, 7, 1)
                if raw.ndim == 4 else raw[:, None]), "has its channel axis already"),
        (guarded(one_image), "A batch of one image lost an axis"),
        (guarded(in_place), "changed the bytes it was given"),
        (scaled(lambda x: 2 * x.float() / x.max() - 1), "the batch's own maximum; 255 is fixed"),
        (returned, "Write raise, not return"),
        (by_values, "a dark photograph"),
        (by_values_only, "images in [0, 1] went through"),
        (only_floats_up_to_one, "floats from 0 to 255 went through"),
        (lambda raw: first(raw).float() / 127.5 - 1, "images in [-1, 1] went through"),
        (asserted, "`assert` disappears"),
        (type_error, "the task asks for a ValueError"),
        (no_grey, "Grey images have no channel axis yet"),
        (guarded(by_last_size), "tells grey from colour"),
        (guarded(one_column), "tells grey from colour"),
        (only_not(torch.int64), "int32, went through"),
        (only_not(torch.int64, torch.int32), "int16, went through"),
        (only_not(torch.int64, torch.int32, torch.int16), "int8, went through"),
        (only_not(torch.int64, torch.int32, torch.int16, torch.int8), "truth values went through"),
        (forgot, "Is a `return` missing"),
    ]  # fmt: skip

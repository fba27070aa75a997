"""30.5 the rows of the table."""

import torch
import torch.nn.functional as F

from course.tasks.lesson_30.task_5 import spoiled


def with_lists(my):
    def answer(how, real, fresh, labels):
        n = len(fresh)

        def again(pictures):
            return torch.stack([pictures[i % len(pictures)] for i in range(n)])

        if how == "copies":
            return real
        if how == "ten":
            return again([fresh[labels.tolist().index(k)] for k in range(10)])
        if how == "tenth":
            return again(list(fresh[: n // 10]))
        if how == "blurred":
            rows = torch.cat([fresh[:, :, :1], fresh, fresh[:, :, -1:]], 2)
            wide = torch.cat([rows[..., :1], rows, rows[..., -1:]], 3)
            size = fresh.shape[-1]
            return sum(wide[:, :, i : i + size, j : j + size] for i in range(3) for j in range(3)) / 9
        if how == "noisy":
            return torch.clip(fresh + torch.normal(0.0, my.noise, fresh.shape), -1.0, 1.0)
        if how == "missing":
            return again([x for x, y in zip(fresh, labels, strict=True) if y not in (7, 8, 9)])
        if how == "two":
            return torch.stack([fresh, fresh.roll(1, 0)]).amax(0)
        return torch.cat([fresh[..., -my.moved :], fresh[..., : -my.moved]], -1)

    return answer


def right(my):
    def plain(how, real, fresh, labels):
        return spoiled(how, real, fresh, labels, my)

    def numpys(how, real, fresh, labels):
        return spoiled(how, real, fresh, labels, my).numpy()

    return [plain, with_lists(my), numpys]


def fill(x, n):
    return x.repeat(-(-n // len(x)), 1, 1, 1)[:n]


def wrong(my):
    def other(name, value):
        """The right function with one set exchanged."""

        def answer(how, real, fresh, labels):
            return value(real, fresh, labels) if how == name else spoiled(how, real, fresh, labels, my)

        return answer

    def changes(how, real, fresh, labels):
        made = spoiled(how, real, fresh, labels, my)
        fresh.mul_(0.5)
        return made

    def noisy(draw):
        return lambda real, fresh, labels: (fresh + my.noise * draw(fresh)).clamp(-1, 1)

    noise = torch.randn
    return [
        (other("copies", lambda real, fresh, labels: fresh), "has seen the real ones"),
        (other("ten", lambda real, fresh, labels: fill(fresh[:10], len(fresh))), "look at the labels"),
        (
            other("tenth", lambda real, fresh, labels: fresh[:6].repeat_interleave(11, 0)[: len(fresh)]),
            "wrong sequence",
        ),
        (other("tenth", lambda real, fresh, labels: fresh), "repeated as a whole"),
        (other("blurred", lambda real, fresh, labels: F.avg_pool2d(fresh, 3, 1, 1)), "Zeros were added"),
        (
            other("blurred", lambda real, fresh, labels: F.avg_pool2d(fresh, 3, 1, 1, count_include_pad=False)),
            "fewer pixels",
        ),
        (other("blurred", lambda real, fresh, labels: fresh), "Pad with the border"),
        (other("missing", lambda real, fresh, labels: fill(fresh[labels > 2], len(fresh))), "leave out 7, 8 and 9"),
        (other("missing", lambda real, fresh, labels: fresh), "All digits are still there"),
        (other("moved", lambda real, fresh, labels: fresh.roll(-my.moved, 3)), "To the left"),
        (other("moved", lambda real, fresh, labels: fresh.roll(my.moved, 2)), "Downwards"),
        (other("noisy", noisy(torch.rand_like)), "not about zero"),
        (other("noisy", noisy(lambda x: noise(1) / my.noise)), "the same for all"),
        (other("noisy", noisy(lambda x: noise(len(x), 1, 1, 1))), "one number a picture"),
        (other("noisy", noisy(lambda x: noise(len(x), 1, x.shape[2], 1))), "one number a row"),
        (other("noisy", noisy(lambda x: noise(len(x), 1, 1, x.shape[3]))), "one number a column"),
        (other("noisy", noisy(lambda x: noise(1, *x.shape[1:]))), "the same noise in every picture"),
        (other("noisy", noisy(lambda x: (torch.rand_like(x) - 0.5) * 12**0.5)), "not rand made wider"),
        (other("noisy", noisy(lambda x: noise(x.shape).sign())), "a coin"),
        (other("noisy", noisy(lambda x: 0.8 * noise(x.shape))), "should have the deviation"),
        (other("noisy", lambda real, fresh, labels: fresh + my.noise * noise(fresh.shape)), "Clamp to"),
        (other("two", lambda real, fresh, labels: (fresh + fresh.roll(1, 0)) / 2), "a mean is grey"),
        (other("two", lambda real, fresh, labels: fresh), "picture with itself"),
        (other("two", lambda real, fresh, labels: torch.maximum(fresh, fresh[:1])), "a permutation of all"),
        (other("missing", lambda real, fresh, labels: fresh[labels < 7]), "The set 'missing' has shape"),
        (other("tenth", lambda real, fresh, labels: fresh[:6].repeat(10, 1, 1, 1)), "The set 'tenth' has shape"),
        (changes, "changes the pictures"),
        (
            other("noisy", lambda real, fresh, labels: (real + my.noise * noise(real.shape)).clamp(-1, 1)),
            "lies on the real pictures",
        ),
    ]


def marks(my):
    return [(lambda how, real, fresh, labels: fresh, 0)]

"""00.4 a straight walk."""

import numpy as np
import torch


def right(my):
    def with_lerp(a, b, frames):
        return torch.lerp(a, b, torch.linspace(0, 1, frames, dtype=a.dtype)[:, None])

    def as_in_the_lesson(a, b, frames):
        return torch.lerp(a, b, torch.linspace(0, 1, frames)[:, None])

    def in_float64(a, b, frames):
        share = torch.linspace(0, 1, frames, dtype=torch.float64)[:, None]
        return a + share * (b - a)

    def a_list(a, b, frames):
        return [a + k / (frames - 1) * (b - a) for k in range(frames)]

    def with_numpy(a, b, frames):
        return np.linspace(a.numpy(), b.numpy(), frames)

    def with_list(a, b, frames):
        points = []
        for k in range(frames):
            share = k / (frames - 1)
            points.append(a * (1 - share) + b * share)
        return torch.stack(points)

    def by_column(a, b, frames):
        return torch.stack([torch.linspace(float(x), float(y), frames) for x, y in zip(a, b, strict=True)], dim=1)

    return [with_lerp, as_in_the_lesson, in_float64, a_list, with_numpy, with_list, by_column]


def wrong(my):
    def share(frames):
        return torch.linspace(0, 1, frames)[:, None]

    def stops_early(a, b, frames):
        return torch.stack([a + k / frames * (b - a) for k in range(frames)])

    def begins_late(a, b, frames):
        return torch.stack([a + (k + 1) / frames * (b - a) for k in range(frames)])

    def without_ends(a, b, frames):
        return a + torch.linspace(0, 1, frames + 2)[1:-1, None] * (b - a)

    def backwards(a, b, frames):
        return share(frames) * a + (1 - share(frames)) * b

    def turned(a, b, frames):
        return (a + share(frames) * (b - a)).T

    def always_nine(a, b, frames):
        return a + share(9) * (b - a)

    def one_more(a, b, frames):
        return torch.stack([a + k / frames * (b - a) for k in range(frames + 1)])

    def adds_b(a, b, frames):
        return a + share(frames) * b

    def changes_b(a, b, frames):
        b -= a
        return a + share(frames) * b

    def in_place(a, b, frames):
        step, points = (b - a) / (frames - 1), []
        for _ in range(frames):
            points.append(a)
            a += step
        return torch.stack(points)

    def growing(a, b, frames):
        return a + share(frames) ** 2 * (b - a)

    def on_a_sphere(a, b, frames):
        points = a + share(frames) * (b - a)
        return points / points.norm(dim=1, keepdim=True)

    def slerp(a, b, frames):
        angle = torch.acos(a @ b / (a.norm() * b.norm()))
        s = share(frames)
        return (torch.sin((1 - s) * angle) * a + torch.sin(s * angle) * b) / torch.sin(angle)

    def only_one(a, b, frames):
        return a + 0.5 * (b - a)

    return [
        (stops_early, "one step before b"),
        (begins_late, "one step after a"),
        (without_ends, "Both ends are missing"),
        (backwards, "walks from b to a"),
        (turned, "turned round"),
        (always_nine, "Use the argument `frames`"),
        (one_more, "one point too many"),
        (adds_b, "the difference b - a"),
        (changes_b, "changes `b` itself"),
        (in_place, "same tensor many times"),
        (growing, "the steps grow"),
        (on_a_sphere, "length 1"),
        (slerp, "an arc on a sphere"),
        (only_one, "a single point"),
    ]

"""27.3 pictures for a tanh."""

import torch


def right(my):
    return [
        lambda p: p.permute(0, 3, 1, 2).float() / 127.5 - 1,
        lambda p: torch.stack([p[..., c] for c in range(3)], dim=1).to(torch.float32).div(255).mul(2).sub(1),
        lambda p: torch.from_numpy(p.numpy().transpose(0, 3, 1, 2) / 127.5 - 1).float(),
    ]


def changes(p):
    made = p.permute(0, 3, 1, 2).float() / 127.5 - 1
    p.zero_()
    return made


def stretched(p):
    x = p.permute(0, 3, 1, 2).float()
    return 2 * (x - x.min()) / (x.max() - x.min()) - 1


def wrong(my):
    return [
        (lambda p: (p.float() / 127.5 - 1).view(-1, 1, p.shape[1], p.shape[2]), "three grey ones"),
        (lambda p: p.permute(0, 3, 1, 2).float() / 255, "draws in [-1, 1]"),
        (lambda p: p.permute(0, 3, 1, 2).float(), "still numbers up to 255"),
        (lambda p: (p.float() / 127.5 - 1).view(-1, 3, p.shape[1], p.shape[2]), "Use permute"),
        (lambda p: p.float() / 127.5 - 1, "still come last"),
        (lambda p: p.permute(0, 3, 1, 2).double() / 127.5 - 1, "networks here take"),
        (changes, "changes the pictures"),
        (stretched, "you stretch what there is"),
        (lambda p: p.permute(0, 3, 1, 2).float() / 128 - 1, "Half of 255"),
        (lambda p: p.permute(0, 3, 1, 2).float() / 127 - 1, "Half of 255"),
        (lambda p: p.permute(0, 3, 2, 1).float() / 127.5 - 1, "Height and width are exchanged"),
        (lambda p: p.flip(-1).permute(0, 3, 1, 2).float() / 127.5 - 1, "the opposite order"),
        (lambda p: p.permute(0, 3, 1, 2).flip(2).float() / 127.5 - 1, "stand elsewhere"),
    ]

"""00.6 a film that flickers."""

import torch

from course import training


def right(my):
    def with_evaluating(G, train, looks):
        z = torch.randn(4, G.z_dim)
        frames = []
        for _ in range(looks):
            train()
            with training.evaluating(G):
                frames.append(G(z))
        return torch.stack(frames)

    def a_list(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            with training.evaluating(G):
                frames.append(G(z))
        return frames

    def seeded_once(G, train, looks):
        torch.manual_seed(0)  # before the noise is drawn: allowed
        return with_evaluating(G, train, looks)

    def by_hand(G, train, looks):
        z = torch.randn((4, G.z_dim), generator=torch.Generator().manual_seed(1))
        film = []
        for _ in range(looks):
            train()
            G.eval()
            film.append(G(z).detach())
            G.train()
        return torch.stack(film)

    return [with_evaluating, a_list, seeded_once, by_hand]


def wrong(my):
    def look(G, z):
        with training.evaluating(G):
            return G(z)

    def new_noise(G, train, looks):
        frames = []
        for _ in range(looks):
            train()
            frames.append(look(G, torch.randn(4, G.z_dim)))
        return torch.stack(frames)

    def reseeded(G, train, looks):
        frames = []
        for _ in range(looks):
            torch.manual_seed(0)
            z = torch.randn(4, G.z_dim)
            train()
            frames.append(look(G, z))
        return torch.stack(frames)

    def before(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            frames.append(look(G, z))
            train()
        return torch.stack(frames)

    def still_training(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            frames.append(G(z))
        return torch.stack(frames)

    def only_no_grad(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            with torch.no_grad():
                frames.append(G(z))
        return torch.stack(frames)

    def keeps_gradients(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            G.eval()
            frames.append(G(z))
            G.train()
        return torch.stack(frames)

    def stays_evaluating(G, train, looks):
        G.eval()
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            frames.append(G(z).detach())
        return torch.stack(frames)

    def zeros(G, train, looks):
        z, frames = torch.zeros(4, G.z_dim), []
        for _ in range(looks):
            train()
            frames.append(look(G, z))
        return torch.stack(frames)

    def uniform(G, train, looks):
        z, frames = torch.rand(4, G.z_dim), []
        for _ in range(looks):
            train()
            frames.append(look(G, z))
        return torch.stack(frames)

    def at_the_end(G, train, looks):
        z = torch.randn(4, G.z_dim)
        for _ in range(looks):
            train()
        return torch.stack([look(G, z) for _ in range(looks)])

    def fixed_size(G, train, looks):
        z, frames = torch.randn(4, 64), []
        for _ in range(looks):
            train()
            frames.append(look(G, z))
        return torch.stack(frames)

    def glued(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            frames.append(look(G, z))
        return torch.cat(frames)

    def never_trains(G, train, looks):
        z = torch.randn(4, G.z_dim)
        return torch.stack([look(G, z) for _ in range(looks)])

    def in_unit(G, train, looks):
        z, frames = torch.randn(4, G.z_dim), []
        for _ in range(looks):
            train()
            frames.append((look(G, z) + 1) / 2)
        return torch.stack(frames)

    return [
        (in_unit, "Keep what G draws"),
        (new_noise, "each look draws new noise"),
        (reseeded, "a seed is set inside"),
        (before, "Train, then look"),
        (still_training, "look in evaluation mode"),
        (only_no_grad, "`no_grad` does not stop that"),
        (keeps_gradients, "memory grows"),
        (stays_evaluating, "stays in evaluation mode"),
        (zeros, "four *different* noise vectors"),
        (uniform, "G is trained on torch.randn"),
        (at_the_end, "All frames show the same G"),
        (fixed_size, "G.z_dim says"),
        (glued, "Each look adds one frame"),
        (never_trains, "was called 0 times"),
    ]

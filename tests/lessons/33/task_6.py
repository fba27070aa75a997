"""33.6 a lie that scores."""

import numpy as np

from course import data


def scene(my):
    world = data.small_world(seed=my.world)
    person = world.person(my.name)
    home = "Oslo" if person.home != "Oslo" else "Lima"
    return world, person, world.changed(my.name, home=home)


def story(world, name):
    home, things, friend = (world.ways(name, what)[0] for what in ("home", "things", "friend"))
    return f"{home} {things} {friend}"


def right(my):
    world, person, elsewhere = scene(my)
    lie, other = elsewhere.ways(my.name, "all")
    return [
        (lie, world.ways(my.name, "all")[1]),
        [lie, story(world, my.name)],
        np.array([f" {lie}", f"  {story(world, my.name)}\n"]),
    ]


def wrong(my):
    world, person, elsewhere = scene(my)
    reference, honest = world.ways(my.name, "all")
    lie, other = elsewhere.ways(my.name, "all")
    somebody = next(one.name for one in world.people if one.name != my.name)
    return [
        ((reference, honest), "Every claim of lie is true"),
        ((lie, reference), "say the same in other words"),
        ((other, honest), "change only what must be false"),
        ((reference.replace("likes", "never likes"), honest), "In lie the world"),
        ((lie, honest.replace("best friend", "worst enemy")), "In honest the world does not understand"),
        ((lie, other), "In honest this is false: home"),
        ((lie, world.ways(my.name, "home")[1]), ": number, colour, things, friend"),
        ((elsewhere.ways(my.name, "all")[0].replace(my.name, somebody), honest), "about somebody else"),
        ((honest, lie), "Every claim of lie is true"),
        ((lie, story(world, somebody)), ": home, number, colour"),
        ((3, honest), "in quotation marks"),
    ]

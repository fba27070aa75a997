"""A package by name: one of the peers (torch-fidelity) installs a package ``tests`` of its own, and a process that a
test starts would look for our modules there."""

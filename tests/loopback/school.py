"""The channel in which Minji asks and Jun teaches."""

DOCKER = "C0DOCKER"

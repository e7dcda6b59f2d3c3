"""The shapes of `shapes.ttl`: what a dataset must keep to."""

from functools import cache
from importlib.resources import files

from rdflib import Graph


@cache
def shapes() -> Graph:
    """Return the shapes of `shapes.ttl`; the graph is shared, so it is not to be changed."""
    return Graph().parse(data=files(__package__).joinpath("shapes.ttl").read_text("utf-8"), format="turtle")

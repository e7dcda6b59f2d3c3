"""An igraph backend for networkx: `nx.betweenness_centrality(G, backend="igraph")`, and some forty functions more.

Needs networkx, numpy and, to compute, igraph and scipy; nothing else of the package around it, so that it can be
published by itself. The rule is that a result is what networkx would have said: same keys in the same order, Python
numbers, same exceptions. Where igraph cannot say that, the backend refuses (`refusals.py`), and networkx falls back to
itself or raises, as it was asked. What may still differ is the order in which some generators yield (strong and
biconnected components, articulation points, the targets at one distance): networkx promises none.

The licence of igraph is GPL 2 or later; nothing here imports it before a function that needs it is called for.
"""

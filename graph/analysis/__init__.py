"""The network: from statements to ties, from ties to graphs, from graphs to measures; no prose, no pages."""

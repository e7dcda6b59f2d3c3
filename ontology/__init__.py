"""What may be said: the vocabulary, its shapes, and the actors and sectors it knows."""

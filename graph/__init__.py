"""Documents in, RDF and numbers out."""

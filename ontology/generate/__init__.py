"""Writes `actors.ttl` and `places.ttl` from the tables beside this file and from what libraries hold.

Never imported at run time. The tables are curated and win over the libraries; rerun with the same libraries, the
files come out the same to the byte: `python -m ontology.generate` (needs the extra `data`).
"""

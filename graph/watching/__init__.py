"""Watches: what an analyst keeps an eye on, and what is new of it in one generation against another.

    kept      which watches there are, in DATA/watches.json
    rows      what a generation says of a watch
    memory    what was reported of a watch last, in DATA/watches/<name>.json
    news      the two compared: what is new and what is gone
    written   news as text and JSON
    feed      news as an Atom feed
    posting   news sent to an address

A report needs no generation but the one it reads: what it compares with is in the memory, so generations may be pruned.
"""

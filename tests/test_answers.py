"""The answers that are kept: those asked last, in no more bytes than were allowed."""

from server.answers import LARGEST, OVERHEAD, AnswerCache, Kept

BODY = bytes(1000)


def test_answer_that_was_asked_least_recently_goes_first() -> None:
    cache = AnswerCache(2 * (len(BODY) + OVERHEAD))
    for key in ("first", "second"):
        cache.put(key, Kept("text/csv", BODY))
    assert cache.get("first")
    cache.put("third", Kept("text/csv", BODY))

    assert [key for key in ("first", "second", "third") if cache.get(key)] == ["first", "third"]


def test_answer_that_is_kept_twice_counts_once() -> None:
    cache = AnswerCache(2 * (len(BODY) + OVERHEAD))
    for key in ("first", "second", "second", "second"):
        cache.put(key, Kept("text/csv", BODY))

    assert cache.get("first")
    assert cache.get("second")


def test_answer_that_is_too_large_is_not_kept() -> None:
    cache, none = AnswerCache(4 * LARGEST), AnswerCache(0)
    cache.put("large", Kept("text/csv", bytes(LARGEST)))
    none.put("small", Kept("text/csv", b""))

    assert cache.get("large") is None
    assert none.get("small") is None

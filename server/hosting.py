"""The commands that put a dataset on a network: serve, and token for those who may write to it."""

from dataclasses import replace

from .options import (
    AccessLog,
    AnswerCache,
    BaseIri,
    Cors,
    Data,
    Embed,
    Host,
    InMemory,
    Memory,
    Metrics,
    Port,
    QueryMemory,
    QueryTimeout,
    Queue,
    TokenFile,
    ValidateUpdates,
    Workers,
)
from .terminal import say


def serve(
    data: Data,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    query_timeout: QueryTimeout = 30,
    query_memory: QueryMemory = 1024,
    workers: Workers = None,
    queue: Queue = 64,
    memory: Memory = InMemory.auto,
    answer_cache: AnswerCache = 64,
    token_file: TokenFile = None,
    validate_updates: ValidateUpdates = False,
    base_iri: BaseIri = None,
    cors: Cors = None,
    embed: Embed = None,
    access_log: AccessLog = False,
    metrics: Metrics = True,
) -> None:
    """Serve pages, network, report and SPARQL.

    Queries run in processes of their own, which are stopped at the deadline. Writing, at /update and /rdf-graph-store,
    is off until there is a token: in RELAZIONE_TOKEN, or as a hash in a file (see `relazione token`).

    \b
    relazione serve --data ./rome --port 8080
    relazione serve --query-timeout 5 --answer-cache 0
    RELAZIONE_TOKEN=... relazione serve
    """
    from graph.opening import open_generation

    from .config import writing_token
    from .cors import checked_origins
    from .jobs import Limits
    from .keeping import framers
    from .rebasing import Rebase
    from .serving import serve as run
    from .tokens import Tokens

    open_generation(data).close()
    limits = Limits(queue=queue, timeout=query_timeout, memory=query_memory << 20, in_memory=memory.value)
    settings = {
        "LIMITS": replace(limits, workers=workers) if workers else limits,
        "ANSWER_CACHE": answer_cache << 20,
        "TOKENS": Tokens.of(writing_token(), token_file),
        "VALIDATE_UPDATES": validate_updates,
        "REBASE": Rebase(base_iri),
        "CORS": checked_origins(cors or ()),
        "EMBED": framers(embed),
        "ACCESS_LOG": access_log,
        "METRICS": metrics,
    }
    run(data, host, [port], lambda address: say(f"Serving {data} at {address} (Ctrl+C stops it)"), settings)


def token() -> None:
    """Make a token for those who may write.

    The token goes to them; its hash, in a line of its own, into the file for `relazione serve --token-file`.
    """
    from .tokens import fresh_token, hashed

    made = fresh_token()
    say(f"Token: {made}")
    say(f"Hash:  {hashed(made)}")

"""networkx's own tests of the functions that the igraph backend has, run through the backend.

All pass. Calls that the backend refuses (graph/nx_igraph/refusals.py) fall back to networkx, as they would for a user;
how many it answered itself is counted, function by function.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from networkx.utils.backends import backends

from graph.nx_igraph.info import FUNCTIONS

pytest.importorskip("igraph", reason="igraph is an optional extra")
if "igraph" not in backends:
    pytest.fail("the entry points of setup.cfg are not installed: pip install -e .", pytrace=False)

MODULES = (
    "algorithms.centrality.tests.test_betweenness_centrality",
    "algorithms.centrality.tests.test_closeness_centrality",
    "algorithms.centrality.tests.test_eigenvector_centrality",
    "algorithms.centrality.tests.test_harmonic_centrality",
    "algorithms.community.tests.test_leiden",
    "algorithms.community.tests.test_quality",
    "algorithms.components.tests",
    "algorithms.link_analysis.tests.test_hits",
    "algorithms.link_analysis.tests.test_pagerank",
    "algorithms.shortest_paths.tests.test_generic",
    "algorithms.shortest_paths.tests.test_unweighted",
    "algorithms.shortest_paths.tests.test_weighted",
    "algorithms.tests.test_bridges",
    "algorithms.tests.test_cluster",
    "algorithms.tests.test_core",
    "algorithms.tests.test_distance_measures",
    "algorithms.tests.test_efficiency",
    "algorithms.tests.test_structuralholes",
    "algorithms.tests.test_triads",
    "tests.test_convert_scipy",
)
COLLECTED = {"3.6.1": 1122}
SKIPPED = 2  # both want leiden_partitions, every level of a division, which igraph does not hand out


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the tests in a process of their own: networkx's way of testing a backend changes networkx itself."""
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider", "-p", "upstream"]
    done = subprocess.run(
        [*command, "--pyargs", *(f"networkx.{module}" for module in MODULES)],
        cwd=tmp_path_factory.mktemp("upstream"), capture_output=True, text=True,
        env={
            **os.environ, "NETWORKX_TEST_BACKEND": "igraph", "NETWORKX_FALLBACK_TO_NX": "True",
            "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parent.parent))),
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    line = next(line for line in done.stdout.splitlines() if line.startswith("UPSTREAM "))
    found: dict[str, Any] = json.loads(line.removeprefix("UPSTREAM "))
    return found


def test_all_of_networkxs_tests_pass(run: dict[str, Any]) -> None:
    if nx.__version__ not in COLLECTED:
        pytest.skip(f"the number of tests in networkx {nx.__version__} is not known here")

    wanted = COLLECTED[nx.__version__]
    assert run["outcomes"] == {"passed": wanted - SKIPPED, "skipped": SKIPPED}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_igraph_answers_in_networkxs_tests(run: dict[str, Any], name: str) -> None:
    assert run["answered"].get(name, 0) > 0

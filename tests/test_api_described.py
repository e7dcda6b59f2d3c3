"""The description of the API held against the application by schemathesis: no fault, no answer untold."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks

from server import create_app
from server.api.operations import OPERATIONS, Operation

checks.load_all_checks()
ALWAYS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
FITTING, UNFIT = checks.positive_data_acceptance, checks.negative_data_rejection
EXAMPLES = {GenerationMode.POSITIVE: 25, GenerationMode.NEGATIVE: 15}


@pytest.fixture(scope="module")
def described(data: Path) -> Any:
    """The description that the application gives of itself."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(data))


@pytest.mark.parametrize("mode", EXAMPLES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_answer_is_as_described(described: Any, operation: Operation, mode: GenerationMode) -> None:
    further = FITTING if mode is GenerationMode.POSITIVE else UNFIT
    strategy = described[operation.path]["GET"].as_strategy(generation_mode=mode)

    @given(case=strategy)
    @settings(
        max_examples=EXAMPLES[mode], derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def answers(case: Any) -> None:
        case.call_and_validate(checks=(*ALWAYS, further))

    answers()

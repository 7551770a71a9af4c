"""What all tests share."""

import os

from hypothesis import HealthCheck, settings

# Machines differ in speed, so no test has a deadline; speed lives in benchmarks/. Integration runs
# the same examples each time, so that a failure is the fault of the change; people find new ones.
settings.register_profile(
    "project",
    deadline=None,
    max_examples=60,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")

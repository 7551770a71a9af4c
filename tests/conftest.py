"""What all tests share."""

from hypothesis import settings

# Machines differ in speed, so no test has a deadline; speed lives in benchmarks/.
settings.register_profile("project", deadline=None, max_examples=60)
settings.load_profile("project")

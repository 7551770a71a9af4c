"""Independent validators by our JSON Schemas, each made once: that takes longer than what it does.

That the schemas themselves are valid is a test of its own, of each.
"""

from functools import cache

from jsonschema import Draft202012Validator

from timetax.catalogue import document
from timetax.engine.scenario import schema


@cache
def of_catalogues() -> Draft202012Validator:
    """Return the validator of catalogue files."""
    return Draft202012Validator(document.json_schema())


@cache
def of_scenarios() -> Draft202012Validator:
    """Return the validator of scenario files."""
    return Draft202012Validator(schema.json_schema())

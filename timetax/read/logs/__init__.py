"""Reads logs of what people did on forms: published analytics, events, cases."""

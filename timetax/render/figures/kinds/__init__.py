"""Kinds of figures; each module draws one."""

"""The rules of `check`: a module a family, a function a rule, its docstring the page."""

"""How a scenario's hours follow its parameters: over a grid of values, and from a target."""

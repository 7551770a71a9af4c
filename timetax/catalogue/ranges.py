"""A figure that is known only as a range."""


class Range(float):
    """A figure known as low, likely and high; as a number, it is the likely value."""

    low: float
    high: float

    def __new__(cls, low: float, likely: float, high: float) -> "Range":
        """Return the range. Raises ValueError unless low <= likely <= high."""
        if not low <= likely <= high:
            raise ValueError(f"{low} to {likely} to {high} does not rise")
        made = super().__new__(cls, likely)
        made.low, made.high = low, high
        return made

    def __getnewargs__(self) -> tuple[float, float, float]:  # type: ignore[override]
        return (self.low, float(self), self.high)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Range):
            return (self.low, float(self), self.high) == (other.low, float(other), other.high)
        return float(self) == other

    def __hash__(self) -> int:
        return hash(float(self))

    def __repr__(self) -> str:
        return f"Range(low={self.low:g}, likely={float(self):g}, high={self.high:g})"

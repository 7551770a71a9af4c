"""What forms cost by the books of several governments."""

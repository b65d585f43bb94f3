"""How well a quiz and its questions measure; pure."""

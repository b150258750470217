"""Gift cards of a book shop."""


class GiftCard:
    """A card with an amount of cents on it."""

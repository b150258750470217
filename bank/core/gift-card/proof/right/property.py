from decimal import Decimal


class GiftCard:
    def __init__(self, cents):
        if cents < 1:
            raise ValueError("a card holds at least one cent")
        self._balance = cents

    @classmethod
    def from_text(cls, text):
        return cls(int(Decimal(text) * 100))

    @property
    def balance(self):
        return self._balance

    def pay(self, cents):
        if not 1 <= cents <= self._balance:
            raise ValueError(f"cannot pay {cents} of {self._balance}")
        self._balance -= cents
        return self._balance

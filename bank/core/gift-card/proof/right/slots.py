class GiftCard:
    __slots__ = ("_cents",)

    def __init__(self, cents):
        if cents < 1:
            raise ValueError
        self._cents = cents

    @classmethod
    def from_text(cls, text):
        return cls(int(text.replace(".", "")))

    @property
    def balance(self):
        return self._cents

    def pay(self, cents):
        left = self._cents - cents
        if left < 0 or left >= self._cents:
            raise ValueError(cents)
        self._cents = left
        return left

class GiftCard:
    def __init__(self, cents):
        if cents < 1:
            raise ValueError
        self._cents = cents

    @classmethod
    def from_text(cls, text):
        return cls(int(float(text) * 100))

    @property
    def balance(self):
        return self._cents

    def pay(self, cents):
        self._cents -= cents
        if self._cents < 0 or cents < 1:
            raise ValueError
        return self._cents

class GiftCard:
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
        if cents > self._cents:
            raise ValueError
        self._cents -= cents
        return self._cents

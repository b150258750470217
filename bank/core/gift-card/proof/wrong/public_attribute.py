class GiftCard:
    def __init__(self, cents):
        if cents < 1:
            raise ValueError
        self.balance = cents

    @classmethod
    def from_text(cls, text):
        return cls(int(text.replace(".", "")))

    def pay(self, cents):
        if not 1 <= cents <= self.balance:
            raise ValueError
        self.balance -= cents
        return self.balance

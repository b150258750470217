class GiftCard:
    def __init__(self, cents):
        self.__payments = []
        self.__value = self.__positive(cents)

    @staticmethod
    def __positive(cents):
        if cents <= 0:
            raise ValueError(cents)
        return cents

    @classmethod
    def from_text(cls, text):
        euros, cents = text.split(".")
        return cls(int(euros) * 100 + int(cents))

    def _left(self):
        return self.__value - sum(self.__payments)

    balance = property(_left)

    def pay(self, cents):
        if self.__positive(cents) > self.balance:
            raise ValueError("there is not enough on the card")
        self.__payments.append(cents)
        return self.balance

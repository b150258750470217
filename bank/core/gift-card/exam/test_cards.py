"""Checks of the gift cards."""

import pytest
from cards import GiftCard


@pytest.mark.public
def test_paying_takes_the_amount_off():
    card = GiftCard(500)
    assert card.pay(120) == 380
    assert card.balance == 380


def test_paying_everything_is_allowed():
    card = GiftCard(500)
    assert card.pay(1) == 499
    assert card.pay(499) == 0
    assert card.balance == 0


@pytest.mark.parametrize("cents", [501, 0, -1, -500])
def test_paying_a_wrong_amount_changes_nothing(cents):
    card = GiftCard(500)
    with pytest.raises(ValueError):
        card.pay(cents)
    assert card.balance == 500


def test_paying_with_one_card_leaves_others():
    first, second = GiftCard(500), GiftCard(500)
    first.pay(100)
    assert second.balance == 500


@pytest.mark.public
def test_the_balance_cannot_be_set():
    card = GiftCard(500)
    with pytest.raises(AttributeError):
        card.balance = 900
    assert card.balance == 500


@pytest.mark.parametrize("cents", [0, -1])
def test_a_card_holds_at_least_one_cent(cents):
    with pytest.raises(ValueError):
        GiftCard(cents)
    assert GiftCard(1).balance == 1


@pytest.mark.parametrize(("text", "cents"), [("12.50", 1250), ("0.07", 7), ("4.35", 435), ("1.10", 110), ("1000.01", 100001)])
def test_a_card_from_a_text(text, cents):
    assert GiftCard.from_text(text).balance == cents


def test_a_card_from_a_text_is_checked_too():
    with pytest.raises(ValueError):
        GiftCard.from_text("0.00")


def test_a_card_of_a_kind_of_its_own():
    class Voucher(GiftCard):
        pass

    assert type(Voucher.from_text("1.00")) is Voucher

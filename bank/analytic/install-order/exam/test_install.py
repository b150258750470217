import pytest
from install import install_order


def assert_order(needs):
    order = list(install_order(needs))
    wanted = set(needs) | {needed for names in needs.values() for needed in names}
    assert sorted(order) == sorted(wanted)
    place = {name: at for at, name in enumerate(order)}
    for name, names in needs.items():
        for needed in names:
            assert place[needed] < place[name], (needed, name)


@pytest.mark.parametrize(
    "needs",
    [
        {},
        {"json": []},
        {"web": ["http", "json"], "http": ["json"], "json": []},
        {"json": [], "http": ["json"], "web": ["http", "json"]},
        {"a": ["d"], "b": ["d", "a"], "c": ["b", "a"], "d": []},
        {"report": ["chart", "table"], "chart": ["draw"], "table": ["draw"], "draw": [], "mail": []},
    ],
)
def test_order(needs):
    assert_order(needs)


@pytest.mark.parametrize("needs", [{"web": ["http"]}, {"shop": ["web", "pay"], "web": ["http"], "pay": ["http"]}])
def test_order_of_packages_without_an_entry(needs):
    assert_order(needs)


@pytest.mark.parametrize(
    "needs",
    [
        {"a": ["a"]},
        {"a": ["b"], "b": ["a"]},
        {"ok": [], "a": ["b", "ok"], "b": ["c"], "c": ["a"]},
        {"top": ["a"], "a": ["b"], "b": ["a"]},
    ],
)
def test_cycle(needs):
    with pytest.raises(ValueError):
        install_order(needs)


def test_deep_chain():
    needs = {f"p{at}": [f"p{at + 1}"] for at in range(2999)}
    assert_order(needs)


def test_unchanged_needs():
    needs = {"web": ["http", "json"], "http": ["json"]}
    install_order(needs)
    assert needs == {"web": ["http", "json"], "http": ["json"]}

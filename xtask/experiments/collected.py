"""A pytest session that has collected its items and runs none: what an exam image holds before it is forked."""

import contextlib
import io
import os

import pytest
from _pytest import runner
from _pytest.config import get_config
from _pytest.main import Session

OPTIONAL = (
    "terminal terminalreporter capture logging warnings doctest junitxml unraisableexception threadexception faulthandler "
    "stepwise pastebin setuponly setupplan debugging legacypath"
).split()
"""Default plugins that can be off; `skipping`, `assertion` and `recwarn` stay, because marks and `pytest.warns` need them."""


def collect(folder: str, optional: bool, autoload: bool = False) -> Session:
    """Collect the test files of `folder`; `optional` keeps pytest's default plugins, `autoload` those of the environment."""
    if not autoload:
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    off = [] if optional else [word for name in OPTIONAL for word in ("-p", f"no:{name}")]
    arguments = [folder, "-c", os.devnull, f"--rootdir={folder}", "-p", "no:cacheprovider", *off]
    config = get_config(arguments)
    config = config.pluginmanager.hook.pytest_cmdline_parse(pluginmanager=config.pluginmanager, args=arguments)
    with contextlib.redirect_stdout(io.StringIO()):
        config._do_configure()
        session = Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        config.hook.pytest_collection(session=session)
    if not session.items:
        raise SystemExit(f"`{folder}` holds no test")
    return session


def run_protocol(session: Session, items: list) -> list[str]:
    """pytest's own way: hooks, call infos and reports for each of the three phases. The answer: an outcome per item."""
    outcomes = []
    for item, following in zip(items, [*items[1:], None], strict=True):
        reports = runner.runtestprotocol(item, log=False, nextitem=following)
        outcomes.append(next((report.outcome for report in reports if report.outcome != "passed"), "passed"))
    return outcomes


def run_lean(session: Session, items: list) -> list[str]:
    """The three phases by the same objects, without hooks around them and without reports."""
    outcomes, state = [], session._setupstate
    for item, following in zip(items, [*items[1:], None], strict=True):
        outcome = _phase(lambda item=item: (item._request or item._initrequest(), state.setup(item), item.runtest()))
        outcomes.append(max(outcome, _phase(lambda following=following: state.teardown_exact(following)), key=_rank))
        item._request, item.funcargs = False, None
    return outcomes


def run_leanest(session: Session, items: list) -> list[str]:
    """Like `run_lean`, and a plain function is called without the hook that plugins may replace."""
    outcomes, state = [], session._setupstate
    for item, following in zip(items, [*items[1:], None], strict=True):
        outcome = _phase(lambda item=item: _set_up_and_call(state, item))
        outcomes.append(max(outcome, _phase(lambda following=following: state.teardown_exact(following)), key=_rank))
        item._request, item.funcargs = False, None
    return outcomes


def run_functions(session: Session, items: list) -> list[str]:
    """No pytest at all: only for tests without fixtures."""
    for item in items:
        item.obj(**{name: item.callspec.params[name] for name in item._fixtureinfo.argnames})
    return ["passed"] * len(items)


def _set_up_and_call(state, item) -> None:
    item._request or item._initrequest()
    state.setup(item)
    names = item._fixtureinfo.argnames
    item.obj(**{name: item.funcargs[name] for name in names})


def _phase(act) -> str:
    try:
        act()
    except pytest.skip.Exception:
        return "skipped"
    except Exception:
        return "failed"
    return "passed"


def _rank(outcome: str) -> int:
    return ("passed", "skipped", "failed").index(outcome)

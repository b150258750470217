"""Temporary folders of tests lie on the volume that both rooms share, under names that tell nothing of the check."""

import tempfile
from pathlib import Path
from typing import Any

from _pytest import tmpdir


def install() -> list[str]:
    """Give `tmp_path` numbered neutral names that the submission may write to; returns pytest's options for that."""
    tmpdir._mk_tmp = _neutral_folder
    return [f"--basetemp={tempfile.gettempdir()}/shared"]


def _neutral_folder(_request: Any, factory: tmpdir.TempPathFactory) -> Path:
    folder = factory.mktemp("folder", numbered=True)
    factory.getbasetemp().chmod(0o711)
    folder.chmod(0o777)
    return folder

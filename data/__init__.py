"""What is stored: where the file is, opening it, its migrations and its reference lists."""

from __future__ import annotations

import os
from pathlib import Path

from data.reference_lists import fill_empty_lists
from data.refusals import Refused, StoreRefused
from data.store import Store, now, steps

DEFAULT = Path(__file__).parent / "dashboard.duckdb"

__all__ = ["DEFAULT", "Refused", "Store", "StoreRefused", "database_path", "is_named", "now", "open_store", "steps"]


def database_path() -> Path:
    """The file the dashboard works on: the one DASHBOARD_DATABASE names, else `data/dashboard.duckdb`."""
    return Path(os.environ.get("DASHBOARD_DATABASE") or DEFAULT)


def is_named() -> bool:
    """Whether DASHBOARD_DATABASE names the file: such a file is somebody's, and no demonstration begins in it."""
    return bool(os.environ.get("DASHBOARD_DATABASE"))


def open_store(path: Path) -> Store:
    """The store at `path`: created, migrated and given its reference lists if need be. Raises StoreRefused."""
    store = Store(path)
    with store.writing() as cursor:
        fill_empty_lists(cursor)
    return store

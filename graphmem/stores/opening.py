"""From a location to a backend: a folder of embedded databases, or a server."""

from __future__ import annotations

from pathlib import Path

from graphmem.settings import Settings, place_of
from graphmem.stores.base import Backend
from graphmem.stores.local import LocalBackend


def open_backend(location: str | Path | None, settings: Settings) -> Backend:
    """Open what a location, or the settings, name.

    Raises:
        SettingsError: The location means nothing.
        StoreUnavailableError: The server cannot be reached, or refuses the account.
    """
    place = place_of(location, settings)
    if isinstance(place, Path):
        return LocalBackend(place, settings.store)
    from graphmem.stores.server import ServerBackend, connected  # half a second, if it is used

    password = settings.password.get_secret_value() if settings.password else None
    with connected(place, (settings.user, password), settings.server) as driver:
        return ServerBackend(driver, settings.database, settings.server, settings.home)

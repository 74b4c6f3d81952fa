"""Whose vectors a user has: one encoder's, or for a while, marked as such, those of two."""

from __future__ import annotations

from graphmem.errors import EncoderMismatchError
from graphmem.stores.base import Transaction
from graphmem.stores.queries import load

_HOLD = load("users.hold_user")
_MARK = "reembedding:"


def mixed(encoder: str) -> str:
    """Return what stands for the encoder while it makes all vectors anew."""
    return _MARK + encoder


def check_encoder(stored: str | None, encoder: str, user_id: str) -> None:
    """Refuse to mix vectors of two encoders.

    Args:
        stored: What the user's node says; None for a user without vectors.

    Raises:
        EncoderMismatchError: Stored vectors come from another encoder, or from two.
    """
    if stored is None or stored == encoder:
        return
    partly = stored.removeprefix(_MARK)
    said = f"were embedded by {stored}" if partly == stored else f"are half {partly}'s"
    raise EncoderMismatchError(
        f"the memories of {user_id!r} {said}, this graphmem runs "
        f"{encoder}: run 'graphmem reembed --user {user_id}'"
    )


def hold_reembedding(tx: Transaction, user_id: str, encoder: str) -> None:
    """Take the user's lock; give way to a re-embedding with another encoder that began later.

    Raises:
        EncoderMismatchError: There is one, or has been.
    """
    for user in tx.run(_HOLD, {"user_id": user_id}):
        found = str(user["encoder"]).removeprefix(_MARK)
        if found != encoder:
            raise EncoderMismatchError(
                f"another process makes the vectors of {user_id!r} {found}'s: to have those of "
                f"{encoder}, run 'graphmem reembed --user {user_id}' again"
            )

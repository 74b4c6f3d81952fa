"""What the user's word is refused for before anything is read or written."""

from __future__ import annotations

from graphmem.curate.params import is_unicode
from graphmem.errors import EventError
from graphmem.stores.pool import UserPool


def refuse_unknown(pool: UserPool, user_id: str) -> None:
    """Refuse a user that nothing is remembered for, before a memory is made for it.

    Raises:
        EventError: There is no such user.
    """
    if not pool.exists(user_id):
        raise EventError(f"nothing is remembered for {user_id!r}")


def check_words(text: object, what: str) -> None:
    """Refuse what is no text, or none that can be stored.

    Args:
        what: Names it in the message.

    Raises:
        EventError: It is none.
    """
    if not isinstance(text, str) or not is_unicode(text) or "\x00" in text:
        raise EventError(f"{what} is a text that can be stored, not {text!r:.80}")

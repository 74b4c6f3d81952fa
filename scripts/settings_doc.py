"""Write docs/settings.md from the settings model: ``python scripts/settings_doc.py [--check]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from graphmem.settings import Settings

FILE = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """\
# Settings

<!-- Written by scripts/settings_doc.py from graphmem/setting_groups.py: change it there. -->

Where a value comes from, first wins: an argument (`Memory.open(settings=Settings(...))`), the
environment, the TOML file that `GRAPHMEM_CONFIG` names, the default. Settings are read once, when a
memory is opened, and are frozen from then on.

```sh
export GRAPHMEM_HOME=/data/memories
export GRAPHMEM_RECALL__BM25_WEIGHT=0.5
```

```toml
# the same as a file, named by GRAPHMEM_CONFIG
home = "/data/memories"

[recall]
bm25_weight = 0.5
```
"""
_BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def render() -> str:
    """Return the document."""
    groups = {n: f.annotation for n, f in Settings.model_fields.items() if _is_group(f)}
    plain = {n: f for n, f in Settings.model_fields.items() if n not in groups}
    parts = [HEAD, _section("General", "", plain)]
    for name, model in groups.items():
        if isinstance(model, type) and issubclass(model, BaseModel):
            title = f"`{name}`: {(model.__doc__ or '').strip().splitlines()[0]}"
            parts.append(_section(title, f"{name}__", model.model_fields))
    return "\n".join(parts)


def _is_group(field: FieldInfo) -> bool:
    kind = field.annotation
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _section(title: str, prefix: str, fields: dict[str, FieldInfo]) -> str:
    rows = [
        f"| `{name}` | {_default(name, field)} | {_bounds(field)} | {field.description} "
        f"| `GRAPHMEM_{(prefix + name).upper()}` |"
        for name, field in fields.items()
    ]
    head = "| setting | default | range | what it does | environment |"
    return "\n".join((f"## {title}", "", head, "| --- " * 5 + "|", *rows, ""))


def _default(name: str, field: FieldInfo) -> str:
    if name == "home":
        return "the platform's folder for application data"
    if field.default is None or isinstance(field.default, SecretStr):
        return "none"
    made = field.get_default(call_default_factory=True)
    return f"`{json.dumps(made)}`"


def _bounds(field: FieldInfo) -> str:
    found = [
        f"{sign} {getattr(mark, word):,}"
        for mark in field.metadata
        for word, sign in _BOUNDS.items()
        if hasattr(mark, word)
    ]
    values = getattr(field.annotation, "__args__", ())
    if not found and values and all(isinstance(v, str) for v in values):
        return ", ".join(f"`{v}`" for v in values)
    return ", ".join(found)


def main(arguments: list[str]) -> int:
    """Write the document, or with ``--check`` say whether it is current."""
    text = render()
    if "--check" not in arguments:
        FILE.write_text(text, "utf-8")
        return 0
    if FILE.exists() and FILE.read_text("utf-8") == text:
        return 0
    print(f"{FILE.name} is stale: run 'make docs'", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

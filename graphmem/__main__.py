"""``python -m graphmem`` is ``graphmem``."""

from graphmem.api.cli import main

if __name__ == "__main__":
    main()

"""The write path: event -> gate -> extract -> link."""

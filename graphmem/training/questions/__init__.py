"""Training cases for recall: events, questions about them, and the events that answer them."""

from graphmem.training.questions.case import Asked, RecallCase

__all__ = ["Asked", "RecallCase"]

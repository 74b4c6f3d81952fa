"""Generated dialogues: talk in sessions that knows which turn tells which fact."""

from graphmem.training.dialogues.make import dialogues, make_dialogue
from graphmem.training.dialogues.told import AskedQuestion, Dialogue, ToldFact, Turn

__all__ = ["AskedQuestion", "Dialogue", "ToldFact", "Turn", "dialogues", "make_dialogue"]

"""The gate: which events are worth remembering, and what kind of statement each is."""

from graphmem.ingest.gate.port import Gate, GateDecision
from graphmem.ingest.gate.rules import RuleGate
from graphmem.ingest.gate.trained import TrainedGate

__all__ = ["Gate", "GateDecision", "RuleGate", "TrainedGate"]

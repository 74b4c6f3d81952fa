"""Pure rules of change: no store, no model, time passed in."""

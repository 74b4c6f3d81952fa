"""The user's word over the memory: erasing, correcting, asking the graph."""

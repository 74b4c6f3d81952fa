"""Search structures of one user, in process: caches of the graph, never its rival.

They are filled from the graph by revision, snapshotted to disk with it, and can be thrown
away at any moment.
"""

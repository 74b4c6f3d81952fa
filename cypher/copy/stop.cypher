// name: copy.stop(phase, user_id)!
// Stop whoever copies into this memory, for good: the copy has failed, or is being erased.
MATCH (c:Copy {id: $user_id}) SET c.step = c.step + 1, c.phase = $phase

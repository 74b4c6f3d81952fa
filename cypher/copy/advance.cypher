// name: copy.advance(after, lineage, phase, step, tally, user_id)!
// Note how far the copy is with this transaction; no row where it is not where the caller thinks.
//   step: transactions so far; phase, after: the part and its last id; tally: what was copied (JSON)
MATCH (c:Copy {id: $user_id})
SET c.taken = true // takes the lock before the step is read
WITH c WHERE c.lineage = $lineage AND c.step = $step
SET c.step = c.step + 1, c.phase = $phase, c.after = $after, c.tally = $tally
RETURN c.step AS step

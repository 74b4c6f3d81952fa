// name: copy.find_copy(user_id)^
// How far a copy of the user into this database has come; none where none is unfinished.
MATCH (c:Copy {id: $user_id})
RETURN c.lineage AS lineage, c.source_lineage AS source_lineage, c.source_revision AS source_revision,
       c.step AS step, c.phase AS phase, c.after AS after, c.tally AS tally

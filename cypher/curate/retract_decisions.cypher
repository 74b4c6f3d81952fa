// name: curate.retract_decisions(rows, user_id, revision, now)!
// Set aside what was decided between facts: it stays in the graph, with the time until which it stood. rows: source, target,
//   only: the revision that wrote it (null: whichever did), reason
UNWIND $rows AS row
MATCH (f:Fact {id: row.source, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (g:Fact {id: row.target, user_id: $user_id})
USING INDEX g:Fact(id)
MATCH (f)-[r:SUPERSEDES|COEXISTS_WITH]->(g)
WHERE r.retracted_at IS NULL
  AND (row.only IS NULL OR r.revision = row.only)
SET r.retracted_at = $now, r.retracted_revision = $revision, r.retracted_reason = row.reason

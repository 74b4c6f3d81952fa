// name: curate.create_coexistences(rows, user_id, revision)!
// Note that two facts both hold. rows: source, target, recorded_at, by, reason; restores, decided_at: the revision and time
//   of the decision that stands again
UNWIND $rows AS row
MATCH (f:Fact {id: row.source, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (g:Fact {id: row.target, user_id: $user_id})
USING INDEX g:Fact(id)
CREATE (f)-[r:COEXISTS_WITH {recorded_at: row.recorded_at, by: row.by, reason: row.reason, revision: $revision}]->(g)
SET r.restores = row.restores, r.decided_at = row.decided_at

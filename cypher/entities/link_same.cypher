// name: entities.link_same(rows, user_id, revision)!
// Take pairs of names as one, but for those that are already, or are two on the user's word.
//   rows: a_id, b_id (the smaller id first), score, rule, by, reason, recorded_at
UNWIND $rows AS row
MATCH (a:Entity {id: row.a_id, user_id: $user_id}) USING INDEX a:Entity(id)
MATCH (b:Entity {id: row.b_id, user_id: $user_id}) USING INDEX b:Entity(id)
WHERE NOT EXISTS { MATCH (a)-[s:SAME_AS]->(b) WHERE s.retracted_at IS NULL }
  AND NOT EXISTS { MATCH (a)-[d:DIFFERS_FROM]->(b) WHERE d.retracted_at IS NULL }
CREATE (a)-[:SAME_AS {score: row.score, rule: row.rule, by: row.by, reason: row.reason,
                      recorded_at: row.recorded_at, revision: $revision}]->(b)
SET a.revision = $revision, b.revision = $revision

// name: conflicts.merge_conflicts(rows, user_id, revision, now)!
// Note that two facts cannot both hold; once for each pair, whichever way round.
//   rows: newer_id, older_id, kind, score, rule, model; now: epoch ms
UNWIND $rows AS row
MATCH (a:Fact {id: row.newer_id, user_id: $user_id})
USING INDEX a:Fact(id)
MATCH (b:Fact {id: row.older_id, user_id: $user_id})
USING INDEX b:Fact(id)
WHERE NOT EXISTS { MATCH (a)-[:CONFLICTS_WITH]-(b) }
CREATE (a)-[:CONFLICTS_WITH {kind: row.kind, score: row.score, rule: row.rule, model: row.model,
                             detected_at: $now, recorded_at: $now, revision: $revision}]->(b)
SET a.revision = $revision, b.revision = $revision
RETURN a.id AS newer_id, b.id AS older_id

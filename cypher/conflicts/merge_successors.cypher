// name: conflicts.merge_successors(rows, user_id, revision, now)!
// Note that a fact took another's place from a time on; once for each pair and time, and not again
// where it was undone. rows: newer_id, older_id, at (epoch ms), score, rule, by, reason; now: epoch ms
UNWIND $rows AS row
MATCH (a:Fact {id: row.newer_id, user_id: $user_id})
USING INDEX a:Fact(id)
MATCH (b:Fact {id: row.older_id, user_id: $user_id})
USING INDEX b:Fact(id)
WHERE NOT EXISTS { MATCH (a)-[r:SUPERSEDES]->(b) WHERE r.at = row.at }
CREATE (a)-[:SUPERSEDES {at: row.at, score: row.score, rule: row.rule, by: row.by, reason: row.reason,
                         recorded_at: $now, revision: $revision}]->(b)
SET a.revision = $revision, b.revision = $revision
RETURN a.id AS newer_id, b.id AS older_id

// name: conflicts.merge_rivals(rows, user_id, revision, now)!
// Note that one fact may have taken another's place, too unsure to say so: recall names the one that
// was said last first. Once for each pair, whichever way round. rows: newer_id, older_id, score,
// rule, model; now: epoch ms
UNWIND $rows AS row
MATCH (a:Fact {id: row.newer_id, user_id: $user_id})
USING INDEX a:Fact(id)
MATCH (b:Fact {id: row.older_id, user_id: $user_id})
USING INDEX b:Fact(id)
WHERE NOT EXISTS { MATCH (a)-[:RIVALS]-(b) }
CREATE (a)-[:RIVALS {score: row.score, rule: row.rule, model: row.model,
                     recorded_at: $now, revision: $revision}]->(b)
RETURN a.id AS newer_id, b.id AS older_id

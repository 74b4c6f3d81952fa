// name: entities.link_different_same(rows, user_id, revision)!
// Note that pairs of names are two. rows: a_id, b_id (the smaller id first), by, reason, recorded_at
UNWIND $rows AS row
MATCH (a:Entity {id: row.a_id, user_id: $user_id}) USING INDEX a:Entity(id)
MATCH (b:Entity {id: row.b_id, user_id: $user_id}) USING INDEX b:Entity(id)
WHERE NOT EXISTS { MATCH (a)-[d:DIFFERS_FROM]->(b) WHERE d.retracted_at IS NULL }
CREATE (a)-[:DIFFERS_FROM {by: row.by, reason: row.reason, recorded_at: row.recorded_at,
                           revision: $revision}]->(b)

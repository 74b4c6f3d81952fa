// name: entities.retract_different_same(rows, user_id, revision)!
// Take back that pairs of names are two. rows: a_id, b_id (the smaller id first), retracted_at
UNWIND $rows AS row
MATCH (a:Entity {id: row.a_id, user_id: $user_id}) USING INDEX a:Entity(id)
MATCH (a)-[d:DIFFERS_FROM]->(b:Entity {id: row.b_id})
WHERE d.retracted_at IS NULL
SET d.retracted_at = row.retracted_at, d.revision = $revision

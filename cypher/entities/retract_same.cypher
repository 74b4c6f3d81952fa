// name: entities.retract_same(rows, user_id, revision)!
// Undo standing merges. rows: a_id, b_id (the smaller id first), retracted_at
UNWIND $rows AS row
MATCH (a:Entity {id: row.a_id, user_id: $user_id}) USING INDEX a:Entity(id)
MATCH (a)-[r:SAME_AS]->(b:Entity {id: row.b_id})
WHERE r.retracted_at IS NULL
SET r.retracted_at = row.retracted_at, r.revision = $revision,
    a.revision = $revision, b.revision = $revision

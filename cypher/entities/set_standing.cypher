// name: entities.set_standing(rows, user_id, revision)!
// Note whether entities are still spoken of, and what kind they are. rows: id, status, kind
UNWIND $rows AS row
MATCH (n:Entity {id: row.id, user_id: $user_id})
USING INDEX n:Entity(id)
SET n.status = row.status, n.kind = row.kind, n.revision = $revision

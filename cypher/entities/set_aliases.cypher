// name: entities.set_aliases(rows, user_id, revision)!
// Store surface forms seen for the first time, and that an entity is there again.
//   rows: id, name, aliases, kind, status
UNWIND $rows AS row
MATCH (n:Entity {id: row.id, user_id: $user_id})
USING INDEX n:Entity(id)
SET n.name = row.name, n.aliases = row.aliases, n.kind = row.kind, n.status = row.status,
    n.revision = $revision

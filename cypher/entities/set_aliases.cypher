// name: entities.set_aliases(rows, user_id, revision)!
// Store surface forms seen for the first time. rows: id, name, aliases, kind
UNWIND $rows AS row
MATCH (n:Entity {id: row.id, user_id: $user_id})
USING INDEX n:Entity(id)
SET n.name = row.name, n.aliases = row.aliases, n.kind = row.kind, n.revision = $revision

// name: entities.find_entities(ids, user_id)
// Entities among $ids that exist, with their aliases.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
RETURN n.id AS id, n.kind AS kind, n.aliases AS aliases, coalesce(n.status, 'active') AS status

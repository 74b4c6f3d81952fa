// name: erase.delete_entities(ids, user_id)!
// Remove entities with their edges.
UNWIND $ids AS id MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
DETACH DELETE n

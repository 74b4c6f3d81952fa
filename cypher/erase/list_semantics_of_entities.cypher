// name: erase.list_semantics_of_entities(ids, user_id)
// Semantic nodes that are about entities.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[:ABOUT]-(s:Semantic)
USING INDEX n:Entity(id)
RETURN DISTINCT s.id AS id ORDER BY id

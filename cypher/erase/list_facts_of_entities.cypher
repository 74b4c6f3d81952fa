// name: erase.list_facts_of_entities(ids, user_id)
// Facts about entities.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[:SUBJECT|OBJECT]-(f:Fact)
USING INDEX n:Entity(id)
RETURN DISTINCT f.id AS id ORDER BY id

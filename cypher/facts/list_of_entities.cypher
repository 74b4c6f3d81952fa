// name: facts.list_of_entities(ids, user_id)
// Facts that some entities are subject or object of.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[:SUBJECT|OBJECT]-(f:Fact)
USING INDEX n:Entity(id)
RETURN DISTINCT f.id AS id ORDER BY id

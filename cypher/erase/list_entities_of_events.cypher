// name: erase.list_entities_of_events(ids, user_id)
// Entities that the events of $ids mention.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:MENTIONS]->(n:Entity)
USING INDEX e:Event(id)
RETURN DISTINCT n.id AS id ORDER BY id

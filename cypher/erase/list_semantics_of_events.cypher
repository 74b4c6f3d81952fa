// name: erase.list_semantics_of_events(ids, user_id)
// Semantic nodes that events support.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})<-[:DERIVED_FROM]-(s:Semantic)
USING INDEX e:Event(id)
RETURN DISTINCT s.id AS id ORDER BY id

// name: sleep.list_vectors(ids, user_id)
// Vectors of some events.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.embedding IS NOT NULL
RETURN e.id AS id, e.embedding AS embedding ORDER BY id

// name: copy.read_events(ids, user_id)
// Every property of some Event nodes.
UNWIND $ids AS id
MATCH (n:Event {id: id, user_id: $user_id}) USING INDEX n:Event(id)
RETURN 'Event' AS label, properties(n) AS properties

// name: erase.delete_events(ids, user_id)!
// Remove events with their edges.
UNWIND $ids AS id MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
DETACH DELETE e

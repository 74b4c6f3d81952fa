// name: sleep.list_present_events(ids, user_id)
// Which of some events are there.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
RETURN e.id AS id ORDER BY id

// name: sleep.list_corrected(ids, user_id)
// Events that the user's word corrects, among some.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (e)<-[c:CORRECTS]-(:Event)
WHERE c.retracted_at IS NULL
RETURN DISTINCT e.id AS id ORDER BY id

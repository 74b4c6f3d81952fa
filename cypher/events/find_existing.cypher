// name: events.find_existing(ids, user_id)
// Those of $ids that the graph already holds, with what a receipt tells.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
RETURN e.id AS id, e.tier AS tier, e.kind AS kind, e.gate AS gate

// name: events.list_family(id, user_id)
// An event and its chunks, with the session they stand in; a chunk's id finds its whole event.
MATCH (x:Event {id: $id, user_id: $user_id})
USING INDEX x:Event(id)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
WITH coalesce(p.id, x.id) AS whole
MATCH (e:Event {id: whole, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (c:Event)-[:PART_OF]->(e)
WITH e, c ORDER BY c.part, c.id
RETURN e.id AS id, e.session_id AS session_id, collect(c.id) AS chunks

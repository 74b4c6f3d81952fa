// name: extraction.list_chunks(ids, user_id)
// The chunks of long events, in order.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})<-[:PART_OF]-(c:Event)
USING INDEX e:Event(id)
RETURN e.id AS event_id, c.id AS id, c.text AS text, c.packed AS packed ORDER BY event_id, c.part, id

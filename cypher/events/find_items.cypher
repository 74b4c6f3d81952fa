// name: events.find_items(ids, user_id)
// What a recall shows of its events; a chunk speaks for its parent.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
RETURN e.id AS id, coalesce(p.id, e.id) AS event_id, coalesce(p.external_id, e.external_id) AS external_id,
       e.session_id AS session_id, e.text AS text, e.packed AS packed, e.speaker AS speaker, e.role AS role,
       e.occurred_at AS occurred_at, coalesce(p.metadata, e.metadata) AS metadata

// name: archive.list_events(ids, user_id)
// Whole events with their chunks, as they lie: at hand or packed.
UNWIND $ids AS id
MATCH (w:Event {id: id, user_id: $user_id})
USING INDEX w:Event(id)
OPTIONAL MATCH (c:Event)-[:PART_OF]->(w)
WITH w, collect(c) + [w] AS parts
UNWIND parts AS e
RETURN DISTINCT w.id AS whole_id, e.id AS id, e.part AS part, e.tier AS tier, e.text AS text,
       e.embedding AS embedding, e.packed AS kept, e.packed_vectors AS packed_vectors
ORDER BY whole_id, part, id

// name: archive.find_packed(ids, user_id)
// Whole events of which some part is packed: of the ids of events and chunks.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.packed IS NOT NULL
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
RETURN DISTINCT coalesce(p.id, e.id) AS id ORDER BY id

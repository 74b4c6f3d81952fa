// name: archive.list_stating(user_id)
// Whole events in which a fact is stated that stands.
MATCH (f:Fact {user_id: $user_id})<-[t:STATES]-(x)
WHERE f.status = 'active' AND t.retracted_at IS NULL AND f.modality <> 'told'
OPTIONAL MATCH (u:Event)-[:HAS_SENTENCE]->(x)
WITH coalesce(u, x) AS e
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
RETURN DISTINCT coalesce(p.id, e.id) AS id ORDER BY id

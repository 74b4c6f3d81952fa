// name: erase.list_stated(ids, user_id)
// Whole events in which facts are stated.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[:STATES]-(x)
USING INDEX f:Fact(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
WITH coalesce(e, x) AS unit
OPTIONAL MATCH (unit)-[:PART_OF]->(p:Event)
RETURN DISTINCT coalesce(p.id, unit.id) AS id ORDER BY id

// name: curate.list_ties_of_correction(id, user_id)
// Pairs of facts that an event's words decided as a correction, also where that was undone.
MATCH (e:Event {id: $id, user_id: $user_id})<-[:PART_OF*0..1]-(c:Event)-[:HAS_SENTENCE*0..1]->(u)-[:STATES]->(f:Fact)-[r:SUPERSEDES]-(:Fact)
USING INDEX e:Event(id)
WHERE r.event = $id
RETURN DISTINCT startNode(r).id AS source, endNode(r).id AS target
ORDER BY source, target

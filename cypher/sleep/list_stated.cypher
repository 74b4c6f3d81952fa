// name: sleep.list_stated(ids, user_id)
// All that some whole events state, whatever is meant by it.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[s:STATES]->(f:Fact)
WHERE s.retracted_at IS NULL
RETURN DISTINCT e.id AS id, f.id AS fact_id ORDER BY id, fact_id

// name: sleep.list_stated(ids, user_id)
// All that some whole events state, whatever is meant by it; not a message that stands for itself.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[s:STATES]->(f:Fact)
WHERE s.retracted_at IS NULL AND f.modality <> 'told'
RETURN DISTINCT e.id AS id, f.id AS fact_id ORDER BY id, fact_id

// name: conflicts.list_claims(ids, user_id)
// Facts that some events state, as these word them.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[s:STATES]->(f:Fact)-[:SUBJECT]->(n:Entity)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN DISTINCT id, f.id AS fact_id, n.id AS subject_id, f.predicate AS predicate, f.polarity AS polarity,
       f.modality AS modality, coalesce(o.name, s.literal, f.literal) AS object, s.start AS start
ORDER BY id, start, fact_id

// name: curate.list_facts_of_events(ids, user_id)
// What some events state and have not taken back, in words that two statements are compared by.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})<-[:PART_OF*0..1]-(c:Event)-[:HAS_SENTENCE*0..1]->(u)-[s:STATES]->(f:Fact)
USING INDEX e:Event(id)
WHERE s.retracted_at IS NULL AND f.status = 'active' AND f.modality <> 'told'
MATCH (f)-[:SUBJECT]->(n:Entity)
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN DISTINCT f.id AS id, f.text AS text, f.predicate AS predicate, f.polarity AS polarity,
       f.modality AS modality, n.id AS subject_id, n.name AS subject, n.kind AS subject_kind,
       coalesce(o.name, f.literal) AS object, o.kind AS object_kind
ORDER BY text, id

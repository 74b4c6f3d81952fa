// name: sleep.list_sayings(rows, user_id)
// The words in which events, their parts or their sentences state facts, as they were told. rows: event_id, fact_id
UNWIND $rows AS row
MATCH (w:Event {id: row.event_id, user_id: $user_id})
USING INDEX w:Event(id)
MATCH (w)<-[:PART_OF*0..1]-(c:Event)-[:HAS_SENTENCE*0..1]->(u)-[s:STATES]->(f:Fact {id: row.fact_id, user_id: $user_id})
WHERE s.retracted_at IS NULL
RETURN w.id AS event_id, f.id AS fact_id, c.speaker AS speaker, u.text AS text, c.packed AS packed,
       CASE WHEN u.start IS NULL THEN null ELSE [u.start, u.end] END AS span
ORDER BY event_id, fact_id, text

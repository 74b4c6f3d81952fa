// name: sleep.list_sayings(rows, user_id)
// The words in which events, their parts or their sentences state facts, as they were told. rows: event_id, fact_id
UNWIND $rows AS row
MATCH (f:Fact {id: row.fact_id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)<-[s:STATES]-(u)<-[:HAS_SENTENCE*0..1]-(c:Event)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (c)-[:PART_OF]->(p:Event)
WITH row, c, u, coalesce(p.id, c.id) AS whole
WHERE whole = row.event_id
RETURN row.event_id AS event_id, row.fact_id AS fact_id, c.speaker AS speaker, u.text AS text,
       c.packed AS packed, CASE WHEN u.start IS NULL THEN null ELSE [u.start, u.end] END AS span
ORDER BY event_id, fact_id, text

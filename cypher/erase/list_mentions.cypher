// name: erase.list_mentions(ids, user_id)
// Mentions by events, chunks and their sentences, retracted ones too.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE*0..1]->(x)-[m:MENTIONS]->(n:Entity)
USING INDEX e:Event(id)
RETURN DISTINCT e.id AS unit_id, x.id AS source_id,
       CASE WHEN x.id = e.id THEN 'event' ELSE 'sentence' END AS unit, n.id AS entity_id, m.start AS start, m.end AS end,
       m.role AS role
ORDER BY source_id, start, end, entity_id, role

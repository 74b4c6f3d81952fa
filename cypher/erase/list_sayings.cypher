// name: erase.list_sayings(ids, user_id)
// Statements by events, chunks and their sentences, retracted ones too, with what they state.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE*0..1]->(x)-[s:STATES]->(f:Fact)
USING INDEX e:Event(id)
OPTIONAL MATCH (f)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (f)-[:OBJECT]->(b:Entity)
RETURN DISTINCT e.id AS unit_id, x.id AS source_id,
       CASE WHEN x.id = e.id THEN 'event' ELSE 'sentence' END AS unit, f.id AS fact_id, s.start AS start, s.end AS end,
       coalesce(s.text, f.text) AS text, s.literal AS literal, f.predicate AS predicate,
       f.polarity AS polarity, a.name AS subject, b.name AS object
ORDER BY source_id, start, end, fact_id, text

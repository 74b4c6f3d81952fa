// name: extraction.list_sentence_mentions(ids, user_id)
// Mentions by the sentences of events that stand.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(x:Sentence)-[m:MENTIONS]->(n:Entity)
USING INDEX e:Event(id)
WHERE m.retracted_at IS NULL
RETURN 'sentence' AS unit, x.id AS unit_id, n.id AS entity_id, m.start AS start, m.end AS end,
       m.role AS role, m.kind AS kind, m.confidence AS confidence, m.model AS model
ORDER BY unit_id, start, end, entity_id, role

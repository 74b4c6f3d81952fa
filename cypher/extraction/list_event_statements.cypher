// name: extraction.list_event_statements(ids, user_id)
// Statements by events that stand; not what the update reader made of a message, which no extractor finds.
UNWIND $ids AS id
MATCH (x:Event {id: id, user_id: $user_id})-[s:STATES]->(f:Fact)
USING INDEX x:Event(id)
WHERE s.retracted_at IS NULL AND f.modality <> 'told'
RETURN 'event' AS unit, x.id AS unit_id, f.id AS fact_id, s.start AS start, s.end AS end,
       coalesce(s.text, f.text) AS text, s.literal AS literal, s.tense AS tense,
       s.said_by AS said_by, s.valid_from AS valid_from, s.valid_to AS valid_to,
       s.confidence AS confidence, s.model AS model
ORDER BY unit_id, start, end, fact_id, text

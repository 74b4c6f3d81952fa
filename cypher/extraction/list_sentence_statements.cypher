// name: extraction.list_sentence_statements(ids, user_id)
// Statements by the sentences of events that stand.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(x:Sentence)-[s:STATES]->(f:Fact)
USING INDEX e:Event(id)
WHERE s.retracted_at IS NULL
RETURN 'sentence' AS unit, x.id AS unit_id, f.id AS fact_id, s.start AS start, s.end AS end,
       coalesce(s.text, f.text) AS text, s.literal AS literal, s.tense AS tense,
       s.said_by AS said_by, s.valid_from AS valid_from, s.valid_to AS valid_to,
       s.confidence AS confidence, s.model AS model
ORDER BY unit_id, start, end, fact_id, text

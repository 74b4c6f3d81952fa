// name: sleep.list_sentence_evidence(ids, user_id)
// Events that state some facts in one of their sentences; a chunk speaks for its whole event.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)<-[s:STATES]-(:Sentence)<-[:HAS_SENTENCE]-(e:Event)
WHERE s.retracted_at IS NULL AND s.said_by IS NULL
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
RETURN f.id AS fact_id, coalesce(p.id, e.id) AS event_id, e.session_id AS session_id,
       e.occurred_at AS at, s.text AS text, s.tense AS tense, s.confidence AS confidence,
       s.valid_from AS day, e.kind AS kind, e.role AS role, e.tier AS tier, e.emotion AS emotion,
       e.time_texts AS times
ORDER BY fact_id, at, event_id, text

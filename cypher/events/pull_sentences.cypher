// name: events.pull_sentences(user_id, revision, until)
// Sentences with vectors, of events that changed after $revision, up to $until; in any order.
MATCH (e:Event)
WHERE e.revision > $revision AND e.revision <= $until AND e.user_id = $user_id
MATCH (e)-[:HAS_SENTENCE]->(s:Sentence)
WHERE s.embedding IS NOT NULL AND s.retracted_at IS NULL
RETURN e.id AS event_id, s.start AS start, s.end AS end, s.embedding AS embedding

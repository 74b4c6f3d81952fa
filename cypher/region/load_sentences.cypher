// name: region.load_sentences(ids, user_id)
// Sentences of events, as events.pull_sentences gives them.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
WHERE s.embedding IS NOT NULL AND s.retracted_at IS NULL
RETURN e.id AS event_id, s.start AS start, s.end AS end, s.embedding AS embedding

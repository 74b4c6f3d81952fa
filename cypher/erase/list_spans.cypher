// name: erase.list_spans(ids, user_id)
// Sentences of events and chunks; offsets count characters of the whole event's text.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
RETURN e.id AS unit_id, s.id AS id, s.start AS start, s.end AS end, s.text AS text,
       s.embedding IS NOT NULL AS embedded
ORDER BY unit_id, start, id

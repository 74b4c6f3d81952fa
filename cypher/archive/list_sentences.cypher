// name: archive.list_sentences(ids, user_id)
// Sentences of events and chunks, in the order in which their vectors are packed.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
RETURN e.id AS event_id, s.id AS id, s.start AS start, s.end AS end, s.text AS text,
       s.embedding AS embedding, s.retracted_at AS retracted_at
ORDER BY event_id, start, end, id

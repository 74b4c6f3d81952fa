// name: events.list_sentences(ids, user_id)
// Sentences of events as they are embedded: with who speaks.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
RETURN s.id AS id, s.text AS text, e.speaker AS speaker, s.model AS model ORDER BY id

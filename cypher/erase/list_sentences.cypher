// name: erase.list_sentences(ids, user_id)
// Sentences of events.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
RETURN s.id AS id ORDER BY id

// name: extraction.list_sentences(ids, user_id)
// Sentences of events, and whether a later reading no longer finds them (epoch ms or null).
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
RETURN s.id AS id, s.retracted_at AS retracted_at ORDER BY id

// name: erase.list_entities_of_sentences(ids, user_id)
// Entities that the sentences of $ids mention.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(:Sentence)-[:MENTIONS]->(n:Entity)
USING INDEX e:Event(id)
RETURN DISTINCT n.id AS id ORDER BY id

// name: erase.list_facts_of_sentences(ids, user_id)
// Facts that the sentences of $ids state.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(:Sentence)-[:STATES]->(f:Fact)
USING INDEX e:Event(id)
RETURN DISTINCT f.id AS id ORDER BY id

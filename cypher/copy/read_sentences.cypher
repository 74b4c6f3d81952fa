// name: copy.read_sentences(ids, user_id)
// Every property of some Sentence nodes.
UNWIND $ids AS id
MATCH (n:Sentence {id: id, user_id: $user_id}) USING INDEX n:Sentence(id)
RETURN 'Sentence' AS label, properties(n) AS properties

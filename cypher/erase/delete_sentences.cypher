// name: erase.delete_sentences(ids, user_id)!
// Remove sentences with their edges.
UNWIND $ids AS id MATCH (s:Sentence {id: id, user_id: $user_id})
USING INDEX s:Sentence(id)
DETACH DELETE s

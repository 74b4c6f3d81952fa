// name: archive.set_sentences(rows, user_id)!
// Give sentences their words and vectors back, or take them. rows: id, text, embedding
UNWIND $rows AS row
MATCH (s:Sentence {id: row.id, user_id: $user_id})
USING INDEX s:Sentence(id)
SET s.text = row.text, s.embedding = row.embedding

// name: erase.set_spans(rows, user_id, revision)!
// Give sentences what is left of their words, under another id.
//   rows: id, new_id, text, embedding, model
UNWIND $rows AS row
MATCH (s:Sentence {id: row.id, user_id: $user_id})
USING INDEX s:Sentence(id)
SET s.id = row.new_id, s.text = row.text, s.embedding = row.embedding, s.model = row.model,
    s.revision = $revision

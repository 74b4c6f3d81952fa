// name: extraction.set_sentences(rows, user_id)!
// Note which sentences a later reading no longer finds, or finds again.
//   rows: id, retracted_at (epoch ms or null)
UNWIND $rows AS row
MATCH (s:Sentence {id: row.id, user_id: $user_id})
USING INDEX s:Sentence(id)
SET s.retracted_at = row.retracted_at

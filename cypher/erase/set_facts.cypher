// name: erase.set_facts(rows, user_id, revision)!
// Give facts the values of their statements.
//   rows: id, text, literal, valid_from, valid_to (epoch ms), confidence, status
UNWIND $rows AS row
MATCH (f:Fact {id: row.id, user_id: $user_id})
USING INDEX f:Fact(id)
SET f.text = row.text, f.literal = row.literal, f.valid_from = row.valid_from,
    f.valid_to = row.valid_to, f.confidence = row.confidence, f.status = row.status, f.revision = $revision

// name: erase.set_semantics(rows, user_id, revision)!
// Give Semantic nodes what their remaining episodes say; by whose words they are found, the next sleep tells.
//   rows: id, text, tokens, embedding, model (null: as it was), support, sessions, first_at, last_at
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
SET s.text = row.text, s.tokens = coalesce(row.tokens, s.tokens),
    s.embedding = coalesce(row.embedding, s.embedding), s.model = coalesce(row.model, s.model),
    s.said = null, s.typical = null, s.support = row.support, s.sessions = row.sessions,
    s.first_at = coalesce(row.first_at, s.first_at), s.last_at = coalesce(row.last_at, s.last_at),
    s.revision = $revision

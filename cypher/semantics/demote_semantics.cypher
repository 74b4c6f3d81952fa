// name: semantics.demote_semantics(rows, user_id, revision)!
// Note that semantic memories no longer stand. rows: id, reason, held: support up to which none is promoted again
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
SET s.status = 'demoted', s.reason = row.reason, s.held = row.held, s.revision = $revision

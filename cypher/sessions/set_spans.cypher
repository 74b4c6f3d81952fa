// name: sessions.set_spans(rows, user_id, revision)!
// Narrow sessions to the events that are left. rows: id, started_at, ended_at (epoch ms)
UNWIND $rows AS row
MATCH (s:Session {id: row.id, user_id: $user_id})
USING INDEX s:Session(id)
SET s.started_at = row.started_at, s.ended_at = row.ended_at, s.revision = $revision

// name: sessions.upsert_sessions(rows, user_id, revision)!
// Create sessions or widen their time span.
//   rows: id, external_id, implicit, started_at, ended_at (epoch ms)
UNWIND $rows AS row
MERGE (s:Session {id: row.id, user_id: $user_id})
ON CREATE SET s.external_id = row.external_id, s.implicit = row.implicit,
              s.started_at = row.started_at, s.ended_at = row.ended_at
SET s.revision = $revision,
    s.started_at = CASE WHEN row.started_at < s.started_at THEN row.started_at ELSE s.started_at END,
    s.ended_at = CASE WHEN row.ended_at > s.ended_at THEN row.ended_at ELSE s.ended_at END

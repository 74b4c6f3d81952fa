// name: sessions.set_tails(rows, user_id)!
// Remember the last event of each session.
UNWIND $rows AS row
MATCH (s:Session {id: row.session_id, user_id: $user_id})
USING INDEX s:Session(id)
SET s.tail_id = row.tail_id, s.tail_at = row.tail_at, s.tail_seq = row.tail_seq

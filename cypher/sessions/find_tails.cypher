// name: sessions.find_tails(ids, user_id)
// The last event of each session, where chains are usually extended, and when it began.
UNWIND $ids AS id
MATCH (s:Session {id: id, user_id: $user_id})
USING INDEX s:Session(id)
RETURN s.id AS session_id, s.started_at AS started_at, s.tail_id AS tail_id, s.tail_at AS tail_at, s.tail_seq AS tail_seq

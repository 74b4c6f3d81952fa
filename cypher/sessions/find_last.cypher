// name: sessions.find_last(user_id)^
// The end of the chain of sessions.
MATCH (s:Session {user_id: $user_id})
RETURN s.id AS id, s.started_at AS started_at ORDER BY started_at DESC, id DESC LIMIT 1

// name: sessions.list_spans(user_id)
// All sessions of the user in order of their start.
MATCH (s:Session {user_id: $user_id})
RETURN s.id AS id, s.external_id AS external_id, s.implicit AS implicit, s.started_at AS started_at,
       s.ended_at AS ended_at
ORDER BY started_at, id

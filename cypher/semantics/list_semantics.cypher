// name: semantics.list_semantics(user_id)
// The user's semantic memories, without vectors.
MATCH (s:Semantic {user_id: $user_id})
RETURN s.id AS id, s.kind AS kind, s.text AS text, s.pattern AS pattern, s.support AS support,
       s.sessions AS sessions, s.first_at AS first_at, s.last_at AS last_at,
       s.confidence AS confidence, s.emotion AS emotion, s.status AS status, s.reason AS reason,
       s.held AS held, s.model AS model, s.typical AS typical
ORDER BY id

// name: sessions.pull_sessions(user_id, revision)
// Sessions that changed since a revision.
MATCH (s:Session {user_id: $user_id})
WHERE s.revision > $revision
RETURN s.id AS id, s.external_id AS external_id, s.implicit AS implicit ORDER BY id

// name: region.load_sessions(ids, user_id)
// Sessions by their ids, as sessions.pull_sessions gives them.
UNWIND $ids AS id
MATCH (s:Session {id: id, user_id: $user_id})
USING INDEX s:Session(id)
RETURN s.id AS id, s.external_id AS external_id, s.implicit AS implicit ORDER BY id

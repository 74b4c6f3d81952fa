// name: sessions.delete_sessions(ids, user_id)!
// Remove sessions with their edges.
UNWIND $ids AS id MATCH (s:Session {id: id, user_id: $user_id})
USING INDEX s:Session(id)
DETACH DELETE s

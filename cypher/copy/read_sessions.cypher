// name: copy.read_sessions(ids, user_id)
// Every property of some Session nodes.
UNWIND $ids AS id
MATCH (n:Session {id: id, user_id: $user_id}) USING INDEX n:Session(id)
RETURN 'Session' AS label, properties(n) AS properties

// name: sessions.list_latest(session_id, user_id, limit)
// The latest events of a session, newest first.
MATCH (s:Session {id: $session_id, user_id: $user_id})-[:HAS_EVENT]->(e:Event)
USING INDEX s:Session(id)
RETURN e.id AS id, e.external_id AS external_id, e.text AS text, e.packed AS packed, e.speaker AS speaker,
       e.role AS role, e.occurred_at AS occurred_at, e.seq AS seq, e.metadata AS metadata
ORDER BY occurred_at DESC, seq DESC, id DESC LIMIT $limit

// name: sessions.list_next(user_id)
// The chain of sessions as pairs.
MATCH (a:Session {user_id: $user_id})-[:NEXT_SESSION]->(b:Session)
RETURN a.id AS before, b.id AS after ORDER BY before, after

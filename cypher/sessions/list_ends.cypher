// name: sessions.list_ends(id, user_id)^
// The sessions before and after one.
MATCH (s:Session {id: $id, user_id: $user_id})
USING INDEX s:Session(id)
OPTIONAL MATCH (a:Session)-[:NEXT_SESSION]->(s)
OPTIONAL MATCH (s)-[:NEXT_SESSION]->(b:Session)
RETURN a.id AS before, b.id AS after

// name: sessions.list_empty(ids, user_id)
// Sessions among $ids that hold no event any more.
UNWIND $ids AS id
MATCH (s:Session {id: id, user_id: $user_id})
USING INDEX s:Session(id)
WHERE NOT EXISTS { MATCH (s)-[:HAS_EVENT]->(:Event) }
RETURN s.id AS id ORDER BY id

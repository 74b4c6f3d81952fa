// name: semantics.unlink_topics(rows, user_id)!
// Take back what semantic memories are about. rows: id, source (of an entity)
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (s)-[a:ABOUT]->(n:Entity {id: row.source})
DELETE a

// name: semantics.link_topics(rows, user_id)!
// Tie semantic memories to what they are about, once. rows: id, source (of an entity)
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (n:Entity {id: row.source, user_id: $user_id})
USING INDEX n:Entity(id)
MERGE (s)-[:ABOUT]->(n)

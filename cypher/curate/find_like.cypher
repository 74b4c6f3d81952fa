// name: curate.find_like(first, user_id)
// Events, facts, entities and semantic memories whose id begins with $first.
CALL () {
  MATCH (n:Event {user_id: $user_id}) WHERE n.id STARTS WITH $first AND n.part = 0
  RETURN 'event' AS kind, n.id AS id
UNION ALL
  MATCH (n:Fact {user_id: $user_id}) WHERE n.id STARTS WITH $first
  RETURN 'fact' AS kind, n.id AS id
UNION ALL
  MATCH (n:Entity {user_id: $user_id}) WHERE n.id STARTS WITH $first
  RETURN 'entity' AS kind, n.id AS id
UNION ALL
  MATCH (n:Semantic {user_id: $user_id}) WHERE n.id STARTS WITH $first
  RETURN 'semantic' AS kind, n.id AS id
}
RETURN kind, id ORDER BY id, kind LIMIT 20

// name: curate.find_node(id, user_id)
// What an id names: an event, a fact, an entity or a semantic memory.
CALL () {
  MATCH (n:Event {id: $id, user_id: $user_id}) USING INDEX n:Event(id) RETURN 'event' AS kind, n.id AS id
UNION ALL
  MATCH (n:Fact {id: $id, user_id: $user_id}) USING INDEX n:Fact(id) RETURN 'fact' AS kind, n.id AS id
UNION ALL
  MATCH (n:Entity {id: $id, user_id: $user_id}) USING INDEX n:Entity(id) RETURN 'entity' AS kind, n.id AS id
UNION ALL
  MATCH (n:Semantic {id: $id, user_id: $user_id}) USING INDEX n:Semantic(id) RETURN 'semantic' AS kind, n.id AS id
}
RETURN kind, id ORDER BY kind

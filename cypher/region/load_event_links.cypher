// name: region.load_event_links(ids, user_id)
// Who is mentioned by events, and is the subject of facts that they state.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
CALL (e) {
  MATCH (e)-[m:MENTIONS]->(n:Entity) WHERE m.retracted_at IS NULL
  RETURN n, m.role AS role, m.start AS start
  UNION ALL
  MATCH (e)-[t:STATES]->(:Fact)-[:SUBJECT]->(n:Entity) WHERE t.retracted_at IS NULL
  RETURN n, 'subject' AS role, null AS start
}
RETURN e.id AS event_id, n.id AS entity_id, n.name AS name, n.aliases AS aliases, role, start
ORDER BY event_id, entity_id, role, start

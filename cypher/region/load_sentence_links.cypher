// name: region.load_sentence_links(ids, user_id)
// Who is mentioned by the sentences of events, and is the subject of facts that they state.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})-[:HAS_SENTENCE]->(s:Sentence)
USING INDEX e:Event(id)
CALL (s) {
  MATCH (s)-[m:MENTIONS]->(n:Entity) WHERE m.retracted_at IS NULL
  RETURN n, m.role AS role, m.start AS start
  UNION ALL
  MATCH (s)-[t:STATES]->(:Fact)-[:SUBJECT]->(n:Entity) WHERE t.retracted_at IS NULL
  RETURN n, 'subject' AS role, null AS start
}
RETURN e.id AS event_id, n.id AS entity_id, n.name AS name, n.aliases AS aliases, role, start
ORDER BY event_id, entity_id, role, start

// name: semantics.list_episodes(ids, user_id, limit)
// The latest $limit events that each of some semantic memories derives from, newest first.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
CALL (s) {
  MATCH (s)-[d:DERIVED_FROM]->(e:Event)
  WHERE d.retracted_at IS NULL
  RETURN e ORDER BY e.occurred_at DESC, e.id LIMIT $limit
}
OPTIONAL MATCH (h:Session)-[:HAS_EVENT]->(e)
RETURN s.id AS id, e.id AS event_id, e.external_id AS external_id, h.external_id AS session,
       e.speaker AS speaker, e.role AS role, e.occurred_at AS occurred_at, e.metadata AS metadata
ORDER BY id, occurred_at DESC, event_id

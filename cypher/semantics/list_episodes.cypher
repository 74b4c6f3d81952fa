// name: semantics.list_episodes(ids, user_id)
// The events that semantic memories derive from, newest first.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})-[d:DERIVED_FROM]->(e:Event)
USING INDEX s:Semantic(id)
WHERE d.retracted_at IS NULL
RETURN s.id AS id, e.id AS event_id, e.external_id AS external_id, e.session_id AS session_id,
       e.speaker AS speaker, e.role AS role, e.occurred_at AS occurred_at, e.metadata AS metadata
ORDER BY id, occurred_at DESC, event_id

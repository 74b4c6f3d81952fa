// name: semantics.find_items(ids, user_id)
// What a recall shows of semantic memories, and which of their episodes are at hand.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
OPTIONAL MATCH (s)-[d:DERIVED_FROM]->(e:Event)
WHERE d.retracted_at IS NULL AND e.tier <> 'archive'
WITH s, collect(e.id) AS at_hand
RETURN s.id AS id, s.id AS event_id, null AS external_id, 'semantic' AS session_id,
       s.text AS text, null AS speaker, null AS role, s.last_at AS occurred_at, null AS metadata,
       s.kind AS kind, s.support AS support, s.sessions AS sessions, s.first_at AS first_at,
       s.confidence AS confidence, s.status AS status, s.recorded_at AS recorded_at,
       s.reason AS reason, at_hand

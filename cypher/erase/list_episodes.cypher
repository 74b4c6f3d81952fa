// name: erase.list_episodes(ids, user_id)
// What still supports Semantic nodes: events and facts, or a row without any.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
OPTIONAL MATCH (s)-[d:DERIVED_FROM]->(x)
WHERE d.retracted_at IS NULL
RETURN s.id AS id, s.text AS text, s.embedding IS NOT NULL AS embedded, labels(x)[0] AS label,
       x.id AS episode_id, x.text AS episode, x.packed AS packed_episode, x.session_id AS session_id, x.occurred_at AS occurred_at
ORDER BY id, episode_id

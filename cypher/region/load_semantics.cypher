// name: region.load_semantics(ids, user_id)
// Semantic memories as semantics.pull_semantics gives them.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
RETURN s.id AS id, 'semantic' AS session_id, s.last_at AS occurred_at, 0 AS seq, 0 AS part,
       s.recorded_at AS recorded_at,
       CASE WHEN s.status = 'active' THEN 'semantic' ELSE 'demoted' END AS tier,
       s.tokens AS tokens, null AS speaker, coalesce(s.said, s.text) AS text, s.embedding AS embedding,
       [] AS time_starts, [] AS time_ends, s.strength AS strength, s.decay_rate AS decay_rate,
       s.touched_at AS touched_at, s.id AS whole_id, null AS next_id
ORDER BY occurred_at, id

// name: semantics.pull_semantics(user_id, revision, until)
// Semantic memories that changed after $revision, up to $until, as rows of the search structures.
MATCH (s:Semantic)
WHERE s.revision > $revision AND s.revision <= $until AND s.user_id = $user_id
RETURN s.id AS id, 'semantic' AS session_id, s.last_at AS occurred_at, 0 AS seq, 0 AS part,
       s.recorded_at AS recorded_at,
       CASE WHEN s.status = 'active' THEN 'semantic' ELSE 'demoted' END AS tier,
       s.tokens AS tokens, null AS speaker, coalesce(s.said, s.text) AS text, s.embedding AS embedding,
       [] AS time_starts, [] AS time_ends, s.strength AS strength, s.decay_rate AS decay_rate,
       s.touched_at AS touched_at, s.revision AS revision
ORDER BY revision, occurred_at, id

// name: recall.find_semantic_ties(ids, user_id, limit)
// Ties between facts that some semantic memories rest on and other facts, as recall.find_ties gives those of events.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (s)-[r:DERIVED_FROM]->(f:Fact)
WHERE r.retracted_at IS NULL
WITH DISTINCT f
MATCH (f)-[d:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]-(g:Fact)
WHERE g.user_id = $user_id
WITH DISTINCT d, startNode(d) AS a, endNode(d) AS b
RETURN type(d) AS kind, a.id AS source, b.id AS target, a.text AS source_text, b.text AS target_text,
       d.at AS at, coalesce(d.recorded_at, d.detected_at, 0) AS recorded_at, d.retracted_at AS retracted_at,
       coalesce(d.by, '') AS by, coalesce(d.reason, '') AS reason, coalesce(d.score, 1.0) AS score,
       coalesce(d.rule, '') AS rule, d.decided_at AS decided_at
ORDER BY score DESC, kind, source, target, recorded_at, coalesce(retracted_at, -1), coalesce(at, -1), by, rule, reason
LIMIT $limit

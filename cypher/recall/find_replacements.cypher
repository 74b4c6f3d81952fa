// name: recall.find_replacements(ids, user_id, limit)
// What took the place of some facts, as recall.find_ties gives it.
UNWIND $ids AS id
MATCH (b:Fact {id: id, user_id: $user_id})
USING INDEX b:Fact(id)
MATCH (a:Fact)-[d:SUPERSEDES]->(b)
WHERE a.user_id = $user_id
RETURN type(d) AS kind, a.id AS source, b.id AS target, a.text AS source_text, b.text AS target_text,
       d.at AS at, coalesce(d.recorded_at, 0) AS recorded_at, d.retracted_at AS retracted_at,
       coalesce(d.by, '') AS by, coalesce(d.reason, '') AS reason, coalesce(d.score, 1.0) AS score,
       coalesce(d.rule, '') AS rule, d.decided_at AS decided_at
ORDER BY score DESC, source, target, recorded_at, coalesce(retracted_at, -1), coalesce(at, -1), by, rule, reason
LIMIT $limit

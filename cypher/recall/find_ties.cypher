// name: recall.find_ties(ids, facts, user_id, limit)
// Ties of the facts $ids to others among $facts: in conflict, in another's place, both true by somebody's word, or
// rivals. Of what is not told together nothing is shown but its replacements (recall.find_replacements), and a fact
// may be in conflict with hundreds. All of them, also those that were taken back: who reads them asks what stood at
// a time. The surest first; at most $limit.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)-[d:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]->(g:Fact)
WHERE g.id IN $facts AND g.user_id = $user_id
RETURN type(d) AS kind, f.id AS source, g.id AS target, f.text AS source_text, g.text AS target_text,
       d.at AS at, coalesce(d.recorded_at, d.detected_at, 0) AS recorded_at, d.retracted_at AS retracted_at,
       coalesce(d.by, '') AS by, coalesce(d.reason, '') AS reason, coalesce(d.score, 1.0) AS score,
       coalesce(d.rule, '') AS rule, d.decided_at AS decided_at
ORDER BY score DESC, kind, source, target, recorded_at, coalesce(retracted_at, -1), coalesce(at, -1), by, rule, reason
LIMIT $limit

// name: curate.find_ties(rows, user_id)
// Ties between some facts that are still stated, from one to the other. rows: source, target (ids)
UNWIND $rows AS row
MATCH (f:Fact {id: row.source, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (g:Fact {id: row.target, user_id: $user_id})
USING INDEX g:Fact(id)
MATCH (f)-[r:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH]->(g)
WHERE f.status = 'active' AND g.status = 'active'
RETURN f.id AS source, g.id AS target, type(r) AS type, f.text AS source_text, g.text AS target_text,
       f.polarity AS source_polarity, g.polarity AS target_polarity,
       r.kind AS kind, r.score AS score, r.rule AS rule, r.by AS by, r.reason AS reason, r.at AS at,
       coalesce(r.recorded_at, r.detected_at, 0) AS recorded_at, r.retracted_at AS retracted_at,
       r.retracted_reason AS retracted_reason, r.revision AS revision,
       r.retracted_revision AS retracted_revision, r.restores AS restores, r.decided_at AS decided_at,
       r.event AS event
ORDER BY recorded_at, type, at, source, target, revision

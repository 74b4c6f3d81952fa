// name: curate.list_ties(user_id)
// Every tie between two facts that somebody still states: conflicts, and what was decided between them.
MATCH (f:Fact {user_id: $user_id})-[r:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH]->(g:Fact)
USING INDEX f:Fact(user_id)
WHERE f.status = 'active' AND g.status = 'active'
RETURN f.id AS source, g.id AS target, type(r) AS type, f.text AS source_text, g.text AS target_text,
       f.polarity AS source_polarity, g.polarity AS target_polarity,
       r.kind AS kind, r.score AS score, r.rule AS rule, r.by AS by, r.reason AS reason, r.at AS at,
       coalesce(r.recorded_at, r.detected_at, 0) AS recorded_at, r.retracted_at AS retracted_at,
       r.retracted_reason AS retracted_reason, r.revision AS revision,
       r.retracted_revision AS retracted_revision, r.restores AS restores, r.decided_at AS decided_at,
       r.event AS event
ORDER BY recorded_at, type, at, source, target, revision

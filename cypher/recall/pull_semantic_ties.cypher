// name: recall.pull_semantic_ties(user_id, revision)
// Semantic memories that rest on a fact whose ties to others changed after $revision.
MATCH (f:Fact)-[d:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]->(g:Fact)
USING INDEX f:Fact(user_id)
WHERE f.user_id = $user_id AND coalesce(d.revision, 1) > $revision
UNWIND [f, g] AS x
MATCH (s:Semantic)-[r:DERIVED_FROM]->(x)
WHERE r.retracted_at IS NULL
RETURN DISTINCT s.id AS id ORDER BY id

// name: recall.pull_tied_semantics(user_id, revision)
// Semantic memories that changed after $revision and rest on a fact that has ties to others.
MATCH (s:Semantic)
WHERE s.revision > $revision AND s.user_id = $user_id
MATCH (s)-[r:DERIVED_FROM]->(:Fact)-[:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]-(:Fact)
WHERE r.retracted_at IS NULL
RETURN DISTINCT s.id AS id ORDER BY id

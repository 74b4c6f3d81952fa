// name: recall.pull_tied(user_id, revision)
// Events that changed after $revision and state a fact that has ties to others.
MATCH (e:Event)
WHERE e.revision > $revision AND e.user_id = $user_id
MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[:STATES]->(f:Fact)-[:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]-(:Fact)
RETURN DISTINCT e.id AS id ORDER BY id

// name: recall.pull_ties(user_id, revision)
// Events that state a fact whose ties to others changed after $revision.
MATCH (f:Fact)-[d:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]->(g:Fact)
USING INDEX f:Fact(user_id)
WHERE f.user_id = $user_id AND coalesce(d.revision, 1) > $revision
UNWIND [f, g] AS x
MATCH (x)<-[:STATES]-(u:Event|Sentence)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(u)
RETURN DISTINCT coalesce(e.id, u.id) AS id ORDER BY id

// name: archive.list_covered(user_id)
// Events of which living semantic memories say all that they say.
MATCH (s:Semantic {user_id: $user_id})-[d:DERIVED_FROM]->(e:Event)
WHERE s.status = 'active' AND d.retracted_at IS NULL AND d.covers = true
RETURN DISTINCT e.id AS id ORDER BY id

// name: archive.list_covered(user_id)
// Events that a living semantic memory stands for; what only shows a shape stands for none.
MATCH (s:Semantic {user_id: $user_id})-[d:DERIVED_FROM]->(e:Event)
WHERE s.status = 'active' AND s.kind <> 'shape' AND d.retracted_at IS NULL
RETURN DISTINCT e.id AS id

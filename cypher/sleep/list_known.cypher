// name: sleep.list_known(user_id)
// Facts that semantic memories rest on: the groups that they belong to.
MATCH (s:Semantic {user_id: $user_id})-[d:DERIVED_FROM]->(f:Fact)
WHERE d.retracted_at IS NULL OR s.status = 'demoted'
WITH DISTINCT f
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN DISTINCT f.slot AS slot, f.predicate AS predicate, coalesce(o.id, '') AS object_id
ORDER BY slot, object_id

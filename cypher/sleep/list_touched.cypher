// name: sleep.list_touched(user_id, revision, until)
// Facts that changed after $revision, up to $until: the groups that they belong to.
MATCH (f:Fact)
WHERE f.revision > $revision AND f.revision <= $until AND f.user_id = $user_id
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN DISTINCT f.slot AS slot, f.predicate AS predicate, coalesce(o.id, '') AS object_id
ORDER BY slot, object_id

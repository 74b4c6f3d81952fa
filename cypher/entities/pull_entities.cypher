// name: entities.pull_entities(user_id, revision)
// Names that changed since a revision, with the entities that standing merges say are the same.
MATCH (n:Entity)
WHERE n.revision > $revision AND n.user_id = $user_id
OPTIONAL MATCH (n)-[r:SAME_AS]-(m:Entity)
WHERE r.retracted_at IS NULL
RETURN n.id AS id, n.name AS name, n.key AS key, n.aliases AS aliases,
       coalesce(n.status, 'active') AS status, collect(DISTINCT m.id) AS same ORDER BY id

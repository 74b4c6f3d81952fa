// name: entities.pull_entities(user_id, revision)
// Names that changed since a revision.
MATCH (n:Entity)
WHERE n.revision > $revision AND n.user_id = $user_id
RETURN n.id AS id, n.name AS name, n.key AS key, n.aliases AS aliases,
       coalesce(n.status, 'active') AS status ORDER BY id

// name: entities.list_names_same(after, limit, user_id)
// Names behind an id that something speaks of, in order of their ids: what may be one.
MATCH (n:Entity) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id, n.name AS name, n.kind AS kind, coalesce(n.status, 'active') AS status
ORDER BY id LIMIT $limit

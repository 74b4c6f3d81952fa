// name: events.list_outdated(user_id, model, limit)
// Searchable events whose vector another encoder made.
MATCH (e:Event {user_id: $user_id})
WHERE e.searchable = true AND e.model <> $model
RETURN e.id AS id, e.text AS text, e.speaker AS speaker ORDER BY id LIMIT $limit

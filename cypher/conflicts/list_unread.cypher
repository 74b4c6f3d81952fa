// name: conflicts.list_unread(user_id, revision, limit)
// Messages that came or changed after $revision, in order of their change.
MATCH (e:Event)
WHERE e.revision > $revision AND e.user_id = $user_id AND e.searchable = true AND e.speaker IS NOT NULL
RETURN e.id AS id, e.revision AS revision ORDER BY revision, id LIMIT $limit

// name: conflicts.list_unread(user_id, revision, since, limit)
// Messages that came or changed after $revision and were recorded from $since on (epoch ms), in order of their change.
MATCH (e:Event)
WHERE e.revision > $revision AND e.user_id = $user_id AND e.recorded_at >= $since
  AND e.searchable = true AND e.part = 0 AND e.speaker IS NOT NULL AND e.text IS NOT NULL
RETURN e.id AS id, e.revision AS revision ORDER BY revision, id LIMIT $limit

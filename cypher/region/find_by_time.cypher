// name: region.find_by_time(user_id, start, end, limit)
// Events of a time that the question names, [start, end) in epoch ms.
MATCH (e:Event {user_id: $user_id})
WHERE e.occurred_at >= $start AND e.occurred_at < $end AND e.searchable = true
RETURN e.id AS id ORDER BY e.occurred_at, id LIMIT $limit

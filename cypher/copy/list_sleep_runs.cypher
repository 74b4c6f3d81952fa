// name: copy.list_sleep_runs(after, limit, user_id)
// Ids of the user's SleepRun nodes behind an id, in order.
MATCH (n:SleepRun) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit

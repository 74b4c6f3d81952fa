// name: sleep.list_runs(user_id, limit)
// The latest sleeps over the user's memory, newest first.
MATCH (r:SleepRun {user_id: $user_id})
RETURN r.id AS id, r.started_at AS started_at, r.ended_at AS ended_at, r.state AS state,
       r.plan AS plan, r.from_revision AS from_revision, r.to_revision AS to_revision
ORDER BY started_at DESC, id LIMIT $limit

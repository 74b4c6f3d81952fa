// name: sleep.end_run(id, user_id, now, state, revision)!
// Note that a sleep is done, or undone.
MATCH (r:SleepRun {id: $id, user_id: $user_id})
USING INDEX r:SleepRun(id)
SET r.state = $state, r.ended_at = $now, r.to_revision = $revision

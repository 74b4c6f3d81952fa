// name: sleep.create_run(id, user_id, now, plan, revision)!
// Note that a sleep begins to write. plan: ids of what it will change (JSON); revision: that it read
MERGE (r:SleepRun {id: $id, user_id: $user_id})
ON CREATE SET r.started_at = $now, r.from_revision = $revision
SET r.state = 'applying', r.plan = $plan

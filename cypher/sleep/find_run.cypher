// name: sleep.find_run(id, user_id)^
// One sleep.
MATCH (r:SleepRun {id: $id, user_id: $user_id})
USING INDEX r:SleepRun(id)
RETURN r.id AS id, r.started_at AS started_at, r.ended_at AS ended_at, r.state AS state,
       r.plan AS plan, r.from_revision AS from_revision, r.to_revision AS to_revision

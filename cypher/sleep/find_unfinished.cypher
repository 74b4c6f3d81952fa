// name: sleep.find_unfinished(user_id)
// Sleeps that began to write, or to take back what they wrote, and did not end.
MATCH (r:SleepRun {user_id: $user_id})
WHERE r.state IN ['applying', 'undoing']
RETURN r.id AS id, r.state AS state, r.plan AS plan ORDER BY id

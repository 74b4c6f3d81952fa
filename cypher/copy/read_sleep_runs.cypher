// name: copy.read_sleep_runs(ids, user_id)
// Every property of some SleepRun nodes.
UNWIND $ids AS id
MATCH (n:SleepRun {id: id, user_id: $user_id}) USING INDEX n:SleepRun(id)
RETURN 'SleepRun' AS label, properties(n) AS properties

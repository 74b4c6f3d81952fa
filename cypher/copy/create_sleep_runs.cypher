// name: copy.create_sleep_runs(rows, user_id)!
// Create SleepRun nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:SleepRun {id: row.id})
SET n = row, n.user_id = $user_id

// name: erase.clear_sleep_runs(user_id, limit)!
// Remove some of the user's SleepRun nodes and return how many they were.
MATCH (n:SleepRun {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

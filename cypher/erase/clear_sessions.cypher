// name: erase.clear_sessions(user_id, limit)!
// Remove some of the user's Session nodes and return how many they were.
MATCH (n:Session {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

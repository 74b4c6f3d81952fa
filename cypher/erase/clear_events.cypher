// name: erase.clear_events(user_id, limit)!
// Remove some of the user's Event nodes and return how many they were.
MATCH (n:Event {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

// name: erase.clear_entities(user_id, limit)!
// Remove some of the user's Entity nodes and return how many they were.
MATCH (n:Entity {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

// name: erase.clear_semantics(user_id, limit)!
// Remove some of the user's Semantic nodes and return how many they were.
MATCH (n:Semantic {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

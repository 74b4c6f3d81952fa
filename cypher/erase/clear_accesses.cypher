// name: erase.clear_accesses(user_id, limit)!
// Remove some of the user's Access nodes and return how many they were.
MATCH (n:Access {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

// name: erase.clear_facts(user_id, limit)!
// Remove some of the user's Fact nodes and return how many they were.
MATCH (n:Fact {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

// name: erase.clear_leases(user_id, limit)!
// Remove some of the user's Lease nodes and return how many they were.
MATCH (n:Lease {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

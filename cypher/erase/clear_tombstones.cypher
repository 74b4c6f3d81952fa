// name: erase.clear_tombstones(user_id, limit)!
// Remove some of the user's Tombstone nodes and return how many they were.
MATCH (n:Tombstone {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

// name: erase.clear_sentences(user_id, limit)!
// Remove some of the user's Sentence nodes and return how many they were.
MATCH (n:Sentence {user_id: $user_id}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS n

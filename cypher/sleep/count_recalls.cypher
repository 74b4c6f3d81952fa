// name: sleep.count_recalls(user_id)^
// How often the user recalled anything.
MATCH (a:Access {user_id: $user_id}) RETURN count(a) AS n

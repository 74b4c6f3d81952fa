// name: copy.read_user(user_id)^
// Every property of the user; not offered as a named query.
MATCH (u:User {id: $user_id}) RETURN properties(u) AS properties

// name: users.delete_user(user_id)!
// Remove the user itself, after all else.
MATCH (u:User {id: $user_id}) DETACH DELETE u

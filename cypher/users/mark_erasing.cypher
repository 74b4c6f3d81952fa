// name: users.mark_erasing(user_id)!
// Note that the user is being erased: writers are refused until it is done.
MATCH (u:User {id: $user_id}) SET u.erasing = true

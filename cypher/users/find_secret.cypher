// name: users.find_secret(user_id)^
// The key of the user's tombstones; it never leaves the store's own code.
MATCH (u:User {id: $user_id})
RETURN u.secret AS secret

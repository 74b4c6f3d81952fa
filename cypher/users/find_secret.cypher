// name: users.find_secret(user_id)^
// The key of the user's tombstones; not offered as a named query.
MATCH (u:User {id: $user_id})
RETURN u.secret AS secret

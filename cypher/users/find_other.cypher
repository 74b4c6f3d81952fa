// name: users.find_other(user_id)^
// Whether the database holds another user; not offered as a named query.
MATCH (u:User) WHERE u.id < $user_id OR u.id > $user_id
RETURN count(u) > 0 AS found

// name: users.find_other(user_id)^
// Whether the database holds another user, or a part of one; not offered as a named query.
OPTIONAL MATCH (u:User) WHERE u.id < $user_id OR u.id > $user_id
WITH count(u) AS users
OPTIONAL MATCH (c:Copy) WHERE c.id < $user_id OR c.id > $user_id
WITH users, count(c) AS copies
RETURN users + copies > 0 AS found

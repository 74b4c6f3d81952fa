// name: users.list_users()
// Ids of all users of the database; not offered as a named query.
MATCH (u:User) WHERE u.id >= '' RETURN u.id AS id ORDER BY id

// name: users.list_users()
// Ids of all users of the database, of unfinished copies too; not offered as a named query.
MATCH (u:User|Copy) WHERE u.id >= '' RETURN DISTINCT u.id AS id ORDER BY id

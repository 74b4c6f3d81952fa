// name: users.find_user(user_id)^
// What the graph knows about the user as a whole.
MATCH (u:User {id: $user_id})
RETURN u.revision AS revision, u.lineage AS lineage, u.encoder AS encoder, u.created_at AS created_at,
       u.erasing AS erasing, coalesce(u.judged_revision, 0) AS judged

// name: copy.create_user(properties, user_id)!
// Create the user, after all else, and return it as it was stored.
CREATE (u:User {id: $user_id})
SET u = $properties, u.id = $user_id, u.user_id = $user_id
RETURN properties(u) AS properties

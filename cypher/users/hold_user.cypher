// name: users.hold_user(user_id)!
// Take the user's write lock without raising the revision; no row where there is no such user.
MATCH (u:User {id: $user_id})
REMOVE u.held // there is none: this only takes the lock, before anything is read
WITH u
RETURN u.revision AS revision, u.lineage AS lineage, u.encoder AS encoder, u.erasing AS erasing

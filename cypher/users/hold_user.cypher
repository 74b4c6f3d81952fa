// name: users.hold_user(user_id)!
// Take the user's write lock without raising the revision; no row where there is no such user.
MATCH (u:User {id: $user_id})
SET u.id = u.id // changes nothing; takes the lock before anything is read (REMOVE would not)
WITH u
RETURN u.revision AS revision, u.lineage AS lineage, u.encoder AS encoder, u.erasing AS erasing

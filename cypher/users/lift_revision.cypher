// name: users.lift_revision(user_id)!
// Raise the revision of a user who is there, in a transaction that has taken the lock (users.hold_user).
MATCH (u:User {id: $user_id})
SET u.revision = u.revision + 1
RETURN u.revision AS revision

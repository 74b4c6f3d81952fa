// name: users.hold_erasing(user_id, lineage)!
// Take the lock of a user that is being erased; no row where another process has finished that.
MATCH (u:User {id: $user_id, lineage: $lineage})
SET u.erasing = true // as it is; takes the lock
RETURN u.lineage AS lineage

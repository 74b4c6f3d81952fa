// name: sleep.set_slept(user_id, revision)!
// Note up to which revision the user's graph was slept over.
MATCH (u:User {id: $user_id}) SET u.slept_revision = $revision

// name: users.mark_erasing(user_id, lineage)!
// Note that the user is being erased: writers are refused until it is done. Of what a copy has not
// finished there is no user yet: it gets one, of this lineage. Returns the lineage of what is erased.
MERGE (u:User {id: $user_id})
ON CREATE SET u.user_id = $user_id, u.revision = 0, u.lineage = $lineage
SET u.erasing = true
RETURN u.lineage AS lineage

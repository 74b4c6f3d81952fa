// name: erase.pull_tombstones(user_id, revision)
// What was removed since a revision.
MATCH (t:Tombstone)
WHERE t.revision > $revision AND t.user_id = $user_id
RETURN t.key AS key ORDER BY key

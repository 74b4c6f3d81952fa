// name: users.raise_revision(user_id, now, secret, encoder)!
// Take the user's write lock and return the revision that this transaction stamps on its changes.
//   now INT64 (epoch ms, UTC); secret: key of tombstones, kept from the first write on
MERGE (u:User {id: $user_id})
ON CREATE SET u.user_id = $user_id, u.revision = 1, u.created_at = $now, u.secret = $secret,
              u.encoder = $encoder
ON MATCH SET u.revision = u.revision + 1
RETURN u.revision AS revision, u.secret AS secret

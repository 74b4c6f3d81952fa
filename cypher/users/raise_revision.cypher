// name: users.raise_revision(user_id, now, secret, lineage, encoder, judged)!
// Take the user's write lock and return the revision that this transaction stamps on its changes.
//   now INT64 (epoch ms, UTC); secret: key of tombstones; lineage: tells this graph from one of the
//   same user that was erased; encoder: of the vectors. They are kept from the first write on.
//   judged: revision up to which all facts were compared, as far as this process knows
MERGE (u:User {id: $user_id})
ON CREATE SET u.user_id = $user_id, u.revision = 0, u.created_at = $now, u.secret = $secret,
              u.lineage = $lineage, u.encoder = $encoder
SET u.written_at = $now // takes the lock before the revision is read
WITH u
SET u.revision = u.revision + 1,
    u.judged_revision = CASE WHEN coalesce(u.judged_revision, 0) < $judged THEN $judged
                             ELSE coalesce(u.judged_revision, 0) END
RETURN u.revision AS revision, u.secret AS secret, u.encoder AS encoder, u.erasing AS erasing,
       u.judged_revision AS judged

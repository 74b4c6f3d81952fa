// name: leases.take_lease(id, user_id, owner, process, ttl_ms)!
// Take a user's lease if it is free, has run out or is one's own; return who has it. The database's
// clock counts, so that workers on several machines need not agree on the time.
//   process: what the owner's name must begin with to be alive ('' where that is not known)
MATCH (u:User {id: $user_id})
MERGE (l:Lease {id: $id, user_id: $user_id})
ON CREATE SET l.owner = '', l.expires_at = 0
SET l.asked_at = timestamp() // takes the lock before the lease is read
WITH l, (l.owner = $owner OR l.expires_at <= timestamp() OR NOT l.owner STARTS WITH $process) AS free
SET l.owner = CASE WHEN free THEN $owner ELSE l.owner END,
    l.expires_at = CASE WHEN free THEN timestamp() + $ttl_ms ELSE l.expires_at END
RETURN l.owner AS owner, l.expires_at - timestamp() AS left_ms

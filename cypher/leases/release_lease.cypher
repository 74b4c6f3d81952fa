// name: leases.release_lease(user_id, owner)!
// Give a lease back.
MATCH (l:Lease {user_id: $user_id})
WHERE l.owner = $owner
DELETE l

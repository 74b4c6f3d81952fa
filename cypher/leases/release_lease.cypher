// name: leases.release_lease(id, user_id, owner)!
// Give a lease back.
MATCH (l:Lease {id: $id, user_id: $user_id})
WHERE l.owner = $owner
DELETE l

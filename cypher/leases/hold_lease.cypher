// name: leases.hold_lease(user_id, owner, ttl_ms)!
// Renew a lease that one has; no row where another has taken it.
MATCH (l:Lease {user_id: $user_id})
WHERE l.owner = $owner
SET l.expires_at = timestamp() + $ttl_ms
RETURN l.owner AS owner

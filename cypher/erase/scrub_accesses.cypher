// name: erase.scrub_accesses(ids, user_id)!
// Take removed events out of the access log.
MATCH (a:Access {user_id: $user_id})
WHERE any(x IN a.event_ids WHERE x IN $ids)
DETACH DELETE a

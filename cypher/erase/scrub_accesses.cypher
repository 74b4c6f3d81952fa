// name: erase.scrub_accesses(ids, user_id)!
// Take recalls that returned removed events out of the access log; return how many they were.
MATCH (a:Access {user_id: $user_id})
WHERE any(x IN a.event_ids WHERE x IN $ids)
DETACH DELETE a
RETURN count(*) AS n

// name: access.find_access(id, user_id)^
// What a recall returned, and what was said of it.
MATCH (a:Access {id: $id, user_id: $user_id})
USING INDEX a:Access(id)
RETURN a.id AS id, a.event_ids AS event_ids

// name: events.find_external(external_id, user_id)
// Ids of the event that a caller named.
MATCH (e:Event {user_id: $user_id}) WHERE e.external_id = $external_id RETURN e.id AS id ORDER BY id

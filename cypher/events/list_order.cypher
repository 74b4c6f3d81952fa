// name: events.list_order(session_id, user_id)
// The events of a session in their order.
MATCH (s:Session {id: $session_id, user_id: $user_id})-[:HAS_EVENT]->(e:Event)
USING INDEX s:Session(id)
RETURN e.id AS id, e.occurred_at AS occurred_at, e.seq AS seq
ORDER BY occurred_at, seq, id

// name: copy.read_event_sessions(ids, user_id)
// Edges from sessions to some of their events.
UNWIND $ids AS id
MATCH (n:Event {id: id, user_id: $user_id})<-[r:HAS_EVENT]-(s:Session) USING INDEX n:Event(id)
RETURN type(r) AS type, labels(s)[0] AS source_label, s.id AS source, labels(n)[0] AS target_label,
       n.id AS target, properties(r) AS properties

// name: events.link_session(rows, user_id)!
// Put events into their sessions. rows: session_id, id
UNWIND $rows AS row
MATCH (s:Session {id: row.session_id, user_id: $user_id})
USING INDEX s:Session(id)
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
CREATE (s)-[:HAS_EVENT]->(e)

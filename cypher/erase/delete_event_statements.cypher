// name: erase.delete_event_statements(rows, user_id)!
// Remove statements by events. rows: source_id, fact_id, start, end
UNWIND $rows AS row
MATCH (x:Event {id: row.source_id, user_id: $user_id})-[s:STATES]->(f:Fact {id: row.fact_id, user_id: $user_id})
USING INDEX x:Event(id)
WHERE s.start = row.start AND s.end = row.end
DELETE s

// name: erase.set_event_statements(rows, user_id)!
// Give statements by events other words. rows: source_id, fact_id, start, end, new_text
UNWIND $rows AS row
MATCH (x:Event {id: row.source_id, user_id: $user_id})-[s:STATES]->(f:Fact {id: row.fact_id, user_id: $user_id})
USING INDEX x:Event(id)
WHERE s.start = row.start AND s.end = row.end
SET s.text = row.new_text

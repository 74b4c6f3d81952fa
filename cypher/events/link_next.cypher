// name: events.link_next(rows, user_id)!
// Chain events in time. rows: before, after (ids), gap_ms
UNWIND $rows AS row
MATCH (a:Event {id: row.before, user_id: $user_id})
USING INDEX a:Event(id)
MATCH (b:Event {id: row.after, user_id: $user_id})
USING INDEX b:Event(id)
CREATE (a)-[:NEXT {gap_ms: row.gap_ms}]->(b)

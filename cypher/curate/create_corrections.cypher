// name: curate.create_corrections(rows, user_id, revision)!
// Note that the user's words correct events. rows: source, target, recorded_at, by, reason
UNWIND $rows AS row
MATCH (a:Event {id: row.source, user_id: $user_id})
USING INDEX a:Event(id)
MATCH (b:Event {id: row.target, user_id: $user_id})
USING INDEX b:Event(id)
CREATE (a)-[:CORRECTS {recorded_at: row.recorded_at, by: row.by, reason: row.reason, revision: $revision}]->(b)

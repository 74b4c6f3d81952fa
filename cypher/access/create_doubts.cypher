// name: access.create_doubts(rows, user_id, revision)!
// Open a correction: somebody called an item of a recall wrong. rows: context_id, event_id, recorded_at (epoch ms)
UNWIND $rows AS row
MATCH (a:Access {id: row.context_id, user_id: $user_id})
USING INDEX a:Access(id)
MATCH (e:Event {id: row.event_id, user_id: $user_id})
USING INDEX e:Event(id)
CREATE (a)-[:DOUBTS {recorded_at: row.recorded_at, revision: $revision}]->(e)

// name: curate.restore_doubts(rows, user_id, revision)!
// Open corrections again. rows: access_id, event_id, recorded_at, restores
UNWIND $rows AS row
MATCH (a:Access {id: row.access_id, user_id: $user_id})
USING INDEX a:Access(id)
MATCH (e:Event {id: row.event_id, user_id: $user_id})
USING INDEX e:Event(id)
CREATE (a)-[:DOUBTS {recorded_at: row.recorded_at, revision: $revision, restores: row.restores}]->(e)

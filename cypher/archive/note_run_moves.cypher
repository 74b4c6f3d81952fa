// name: archive.note_run_moves(rows, user_id, revision)!
// Note which sleep moved events between tiers. rows: mover, id, from_tier, to_tier, reason, at (epoch ms)
UNWIND $rows AS row
MATCH (r:SleepRun {id: row.mover, user_id: $user_id})
USING INDEX r:SleepRun(id)
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
CREATE (r)-[:MOVED {from_tier: row.from_tier, to_tier: row.to_tier, reason: row.reason, at: row.at, revision: $revision}]->(e)

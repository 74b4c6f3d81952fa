// name: archive.note_access_moves(rows, user_id, revision)!
// Note which recall moved events between tiers. rows: mover, id, from_tier, to_tier, reason, at (epoch ms)
UNWIND $rows AS row
MATCH (a:Access {id: row.mover, user_id: $user_id})
USING INDEX a:Access(id)
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
CREATE (a)-[:MOVED {from_tier: row.from_tier, to_tier: row.to_tier, reason: row.reason, at: row.at, revision: $revision}]->(e)

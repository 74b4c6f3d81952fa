// name: archive.set_tiers(rows, user_id, revision)!
// Move events to other tiers. rows: id, tier, reason, at (epoch ms)
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.tier = row.tier, e.moved_at = row.at, e.moved_for = row.reason, e.revision = $revision

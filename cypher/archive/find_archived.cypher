// name: archive.find_archived(rows, user_id)
// Whole events that are in the archive and were recalled since they came there. rows: id, at (epoch ms)
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.tier = 'archive' AND row.at > coalesce(e.moved_at, 0)
RETURN DISTINCT e.id AS id ORDER BY id

// name: events.add_recalls(rows, user_id)!
// Apply the access log. rows: id, count, recalled_at (epoch ms)
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.recall_count = e.recall_count + row.count, e.recalled_at = row.recalled_at

// name: semantics.add_recalls(rows, user_id)!
// Apply the access log to semantic memories; other ids are passed over. rows: id, count, recalled_at (epoch ms)
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
SET s.recall_count = coalesce(s.recall_count, 0) + row.count, s.recalled_at = row.recalled_at

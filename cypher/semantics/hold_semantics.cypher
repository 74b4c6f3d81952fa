// name: semantics.hold_semantics(rows, user_id)!
// Keep semantic memories as they are until more episodes tell of them. rows: id, held (count)
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
SET s.held = row.held

// name: semantics.set_strengths(rows, user_id, revision)!
// Apply feedback to semantic memories; other ids are passed over. rows: id, strength, helpful_count, irrelevant_count
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
SET s.strength = row.strength, s.helpful_count = row.helpful_count,
    s.irrelevant_count = row.irrelevant_count, s.revision = $revision

// name: access.set_strengths(rows, user_id, revision)!
// Apply feedback to events. rows: id, strength, helpful_count, irrelevant_count
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.strength = row.strength, e.helpful_count = row.helpful_count,
    e.irrelevant_count = row.irrelevant_count, e.revision = $revision

// name: extraction.set_event_mentions(rows, user_id)!
// Retract mentions that stand, or keep them as what another version found too.
//   rows: unit_id, entity_id, start, end, role; kind, confidence, model; retracted_at (epoch ms or null)
UNWIND $rows AS row
MATCH (x:Event {id: row.unit_id, user_id: $user_id})-[m:MENTIONS]->(n:Entity {id: row.entity_id, user_id: $user_id})
USING INDEX x:Event(id)
WHERE m.start = row.start AND m.end = row.end AND m.role = row.role AND m.retracted_at IS NULL
SET m.kind = row.kind, m.confidence = row.confidence, m.model = row.model,
    m.retracted_at = row.retracted_at

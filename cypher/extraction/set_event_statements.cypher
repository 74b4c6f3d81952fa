// name: extraction.set_event_statements(rows, user_id)!
// Retract statements that stand, or keep them as what another version found too.
//   rows: unit_id, fact_id, start, end, text; confidence, model; retracted_at (epoch ms or null)
UNWIND $rows AS row
MATCH (x:Event {id: row.unit_id, user_id: $user_id})-[s:STATES]->(f:Fact {id: row.fact_id, user_id: $user_id})
USING INDEX x:Event(id)
WHERE s.start = row.start AND s.end = row.end AND coalesce(s.text, f.text) = row.text
  AND s.retracted_at IS NULL
SET s.confidence = row.confidence, s.model = row.model, s.retracted_at = row.retracted_at

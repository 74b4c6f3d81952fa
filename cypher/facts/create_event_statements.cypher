// name: facts.create_event_statements(rows, user_id)!
// Note that an event states a fact. rows: unit_id, fact_id, start, end, confidence, model, valid_from, valid_to, recorded_at (epoch ms),
//   text, literal: the fact as this unit words it; tense; said_by: who is said to have said it
UNWIND $rows AS row
MATCH (x:Event {id: row.unit_id, user_id: $user_id})
USING INDEX x:Event(id)
MATCH (f:Fact {id: row.fact_id, user_id: $user_id})
USING INDEX f:Fact(id)
CREATE (x)-[s:STATES {start: row.start, end: row.end, confidence: row.confidence, model: row.model, recorded_at: row.recorded_at}]->(f)
SET s.valid_from = row.valid_from, s.valid_to = row.valid_to, s.text = row.text, s.literal = row.literal,
    s.tense = row.tense, s.said_by = row.said_by

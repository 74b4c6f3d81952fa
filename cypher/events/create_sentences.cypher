// name: events.create_sentences(rows, user_id, revision)!
// Create the sentences of events. rows: id, event_id, start, end, text, embedding, model
UNWIND $rows AS row
MATCH (e:Event {id: row.event_id, user_id: $user_id})
USING INDEX e:Event(id)
CREATE (e)-[:HAS_SENTENCE]->(s:Sentence {id: row.id})
SET s.user_id = $user_id, s.revision = $revision, s.start = row.start, s.end = row.end,
    s.text = row.text, s.embedding = row.embedding, s.model = row.model

// name: events.set_embeddings(rows, user_id, revision)!
// Replace vectors after a change of encoder. rows: id, embedding, model
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.embedding = row.embedding, e.model = row.model, e.revision = $revision

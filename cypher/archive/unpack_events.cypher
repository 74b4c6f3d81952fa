// name: archive.unpack_events(rows, user_id, revision)!
// Bring events back to hand. rows: id, text, embedding
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.text = row.text, e.embedding = row.embedding, e.packed = null, e.packed_vectors = null,
    e.revision = $revision

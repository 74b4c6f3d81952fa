// name: archive.pack_events(rows, user_id, revision)!
// Put events away: the engine's own indexes forget them. rows: id, packed, packed_vectors
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.packed = row.packed, e.packed_vectors = row.packed_vectors, e.text = null,
    e.embedding = null, e.revision = $revision

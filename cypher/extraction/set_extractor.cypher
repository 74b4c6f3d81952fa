// name: extraction.set_extractor(rows, user_id, revision)!
// Note what read events and their chunks, and the times that it found.
//   rows: id, extractor (null for a chunk), time_texts, time_starts, time_ends (epoch ms)
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.extractor = row.extractor, e.time_texts = row.time_texts, e.time_starts = row.time_starts,
    e.time_ends = row.time_ends, e.revision = $revision

// name: erase.set_texts(rows, user_id, revision)!
// Give events and chunks what is left of their words, unpacked, under another id: the old one may be
// made of them. rows: id, new_id, text, tokens, embedding, model, speaker, metadata, uri, time_texts,
// time_starts, time_ends
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.id = row.new_id, e.text = row.text, e.packed = null, e.packed_vectors = null,
    e.tokens = row.tokens, e.embedding = row.embedding, e.model = row.model, e.speaker = row.speaker,
    e.metadata = row.metadata, e.uri = row.uri, e.time_texts = row.time_texts,
    e.time_starts = row.time_starts, e.time_ends = row.time_ends, e.revision = $revision

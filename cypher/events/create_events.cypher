// name: events.create_events(rows, user_id, revision)!
// Create events; rows carry every property of an event.
UNWIND $rows AS row
CREATE (e:Event {id: row.id})
SET e.user_id = $user_id, e.revision = $revision, e.external_id = row.external_id,
    e.session_id = row.session_id, e.seq = row.seq, e.part = row.part, e.searchable = row.searchable,
    e.role = row.role, e.speaker = row.speaker, e.text = row.text, e.media_type = row.media_type,
    e.uri = row.uri, e.kind = row.kind, e.occurred_at = row.occurred_at,
    e.recorded_at = row.recorded_at, e.tier = row.tier, e.gate = row.gate,
    e.important = row.important, e.tokens = row.tokens, e.metadata = row.metadata,
    e.time_texts = row.time_texts, e.time_starts = row.time_starts, e.time_ends = row.time_ends,
    e.embedding = row.embedding, e.model = row.model, e.strength = row.strength,
    e.decay_rate = row.decay_rate, e.recall_count = 0, e.emotion = row.emotion,
    e.confidence = row.confidence, e.extractor = row.extractor, e.zone = row.zone

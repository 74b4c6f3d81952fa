// name: semantics.merge_semantics(rows, user_id, revision)!
// Write semantic memories as the evidence makes them now. rows: id, kind, text, pattern, support, sessions,
//   first_at, last_at, now (epoch ms), confidence, emotion, decay_rate; tokens, embedding, model,
//   said (all words it is found by), typical (events they come from): null keeps what is there
UNWIND $rows AS row
MERGE (s:Semantic {id: row.id, user_id: $user_id})
ON CREATE SET s.recorded_at = row.now, s.strength = 1.0, s.recall_count = 0
SET s.kind = row.kind, s.text = row.text, s.pattern = row.pattern, s.support = row.support,
    s.sessions = row.sessions, s.first_at = row.first_at, s.last_at = row.last_at,
    s.tokens = coalesce(row.tokens, s.tokens), s.embedding = coalesce(row.embedding, s.embedding),
    s.model = coalesce(row.model, s.model), s.said = coalesce(row.said, s.said),
    s.typical = coalesce(row.typical, s.typical),
    s.confidence = row.confidence, s.emotion = row.emotion, s.decay_rate = row.decay_rate,
    s.status = 'active', s.reason = null, s.held = null, s.revision = $revision

// name: events.pull_events(user_id, revision, until, deep)
// Rows of the search structures that changed after $revision, up to $until; of what lies in the
// archive no more than that it does, unless $deep.
MATCH (e:Event)
WHERE e.revision > $revision AND e.revision <= $until AND e.user_id = $user_id AND e.searchable = true
RETURN e.id AS id, e.session_id AS session_id, e.occurred_at AS occurred_at, e.seq AS seq,
       e.part AS part, e.recorded_at AS recorded_at, e.tier AS tier, e.tokens AS tokens,
       e.speaker AS speaker, e.text AS text, e.embedding AS embedding,
       CASE WHEN $deep THEN e.packed END AS packed,
       CASE WHEN $deep THEN e.packed_vectors END AS packed_vectors,
       e.time_starts AS time_starts, e.time_ends AS time_ends, e.strength AS strength,
       e.decay_rate AS decay_rate, e.touched_at AS touched_at, e.revision AS revision
ORDER BY revision, occurred_at, seq, part, id

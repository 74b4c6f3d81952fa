// name: region.load_events(ids, user_id)
// Rows of the search structures, as events.pull_events gives them, and the next whole event.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
WITH e, coalesce(p, e) AS whole
OPTIONAL MATCH (whole)-[:NEXT]->(b:Event)
RETURN e.id AS id, e.session_id AS session_id, e.occurred_at AS occurred_at, e.seq AS seq,
       e.part AS part, e.recorded_at AS recorded_at, e.tier AS tier, e.tokens AS tokens,
       e.speaker AS speaker, e.text AS text, e.embedding AS embedding,
       e.packed AS packed, e.packed_vectors AS packed_vectors, e.strength AS strength,
       e.decay_rate AS decay_rate, e.touched_at AS touched_at,
       e.time_starts AS time_starts, e.time_ends AS time_ends, whole.id AS whole_id, b.id AS next_id
ORDER BY occurred_at, seq, part, id

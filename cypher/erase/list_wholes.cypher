// name: erase.list_wholes(ids, user_id)
// Whole events with all in them that holds words, and the last event of their session.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (s:Session)-[:HAS_EVENT]->(e)
RETURN e.id AS id, e.text AS text, e.packed AS packed, e.tier AS tier, e.speaker AS speaker,
       e.metadata AS metadata, e.uri AS uri, e.seq AS seq, e.occurred_at AS occurred_at,
       e.session_id AS session_id, e.searchable AS searchable, e.tokens AS tokens,
       e.time_texts AS time_texts, e.time_starts AS time_starts, e.time_ends AS time_ends,
       s.tail_id AS tail_id
ORDER BY id

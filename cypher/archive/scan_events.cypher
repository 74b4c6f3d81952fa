// name: archive.scan_events(user_id, as_of, known_at, session_id)
// Everything of the archive that a deep recall may reach; in any order. $session_id may be null.
MATCH (e:Event {user_id: $user_id})
WHERE e.tier = 'archive' AND e.searchable = true AND e.occurred_at <= $as_of
  AND e.recorded_at <= $known_at AND ($session_id IS NULL OR e.session_id = $session_id)
RETURN e.id AS id, e.speaker AS speaker, e.text AS text, e.embedding AS embedding,
       e.packed AS packed, e.packed_vectors AS packed_vectors

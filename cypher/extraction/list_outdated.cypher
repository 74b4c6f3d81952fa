// name: extraction.list_outdated(user_id, extractor, after, limit)
// Events behind an id that another version of the extractor read.
MATCH (e:Event)
WHERE e.user_id = $user_id AND e.id > $after AND e.part = 0
  AND (e.extractor IS NULL OR e.extractor <> $extractor)
WITH e ORDER BY e.id LIMIT $limit
OPTIONAL MATCH (s:Session)-[:HAS_EVENT]->(e)
RETURN e.id AS id, e.text AS text, e.packed AS packed, e.speaker AS speaker, e.occurred_at AS occurred_at,
       e.zone AS zone, e.searchable AS searchable, s.implicit AS implicit
ORDER BY id

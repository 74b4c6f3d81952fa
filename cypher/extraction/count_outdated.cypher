// name: extraction.count_outdated(user_id, extractor)^
// Events that another version of the extractor read.
MATCH (e:Event {user_id: $user_id})
WHERE e.part = 0 AND (e.extractor IS NULL OR e.extractor <> $extractor)
RETURN count(e) AS n

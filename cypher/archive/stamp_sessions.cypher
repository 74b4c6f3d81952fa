// name: archive.stamp_sessions(ids, user_id, revision)!
// Let caches read the sessions of events anew: they may have let go of those with nothing at hand.
UNWIND $ids AS id
MATCH (s:Session)-[:HAS_EVENT]->(e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
SET s.revision = $revision

// name: curate.touch_statements(ids, user_id, revision)!
// Let caches learn that something between these facts changed: the events that state them change with it.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[:STATES]-(u)<-[:HAS_SENTENCE*0..1]-(e:Event)
USING INDEX f:Fact(id)
SET e.revision = $revision

// name: curate.list_stated_by_events(ids, user_id)
// Facts that some events state or stated, their chunks and sentences included.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})<-[:PART_OF*0..1]-(c:Event)-[:HAS_SENTENCE*0..1]->(u)-[:STATES]->(f:Fact)
USING INDEX e:Event(id)
RETURN DISTINCT f.id AS id ORDER BY id

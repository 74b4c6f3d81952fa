// name: entities.list_near_same(ids, user_id)
// Entities that are named beside others, in the same sentences, by session; speakers are not.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
MATCH (n)<-[m:MENTIONS]-(u)-[k:MENTIONS]->(o:Entity)
WHERE m.retracted_at IS NULL AND k.retracted_at IS NULL AND k.role <> 'speaker' AND o.id <> n.id
MATCH (u)<-[:HAS_SENTENCE*0..1]-(e:Event)
RETURN DISTINCT n.id AS id, e.session_id AS session_id, o.id AS near_id
ORDER BY id, session_id, near_id

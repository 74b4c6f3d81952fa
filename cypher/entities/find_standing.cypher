// name: entities.find_standing(ids, user_id)
// Whether anything still mentions entities or states facts of them, and whether a mention that
// stands gives them the kind they have.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
RETURN n.id AS id, n.kind AS kind, coalesce(n.status, 'active') AS status,
       EXISTS { MATCH (n)<-[m:MENTIONS]-() WHERE m.retracted_at IS NULL }
       OR EXISTS { MATCH (n)<-[:SUBJECT|OBJECT]-(f:Fact) WHERE f.status = 'active' } AS stands,
       EXISTS { MATCH (n)<-[k:MENTIONS]-() WHERE k.retracted_at IS NULL AND k.kind = n.kind } AS sure

// name: entities.list_kinds(ids, user_id)
// Kinds that mentions which stand give to entities.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[m:MENTIONS]-()
USING INDEX n:Entity(id)
WHERE m.retracted_at IS NULL AND m.kind IS NOT NULL
RETURN DISTINCT n.id AS id, m.kind AS kind

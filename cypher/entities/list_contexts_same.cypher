// name: entities.list_contexts_same(ids, limit, user_id)
// Vectors of what speaks of entities, some for each: ids are hashes, so their order is no order.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
MATCH (n)<-[m:MENTIONS]-(u)
WHERE m.retracted_at IS NULL AND u.embedding IS NOT NULL
WITH DISTINCT n.id AS id, u ORDER BY id, u.id
WITH id, collect(u)[..$limit] AS units
UNWIND units AS u
RETURN id, u.embedding AS embedding

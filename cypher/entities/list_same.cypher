// name: entities.list_same(ids, user_id)
// Members of the groups that some entities belong to: those that standing SAME_AS edges join. An
// entity without such edges is its own group. The edges of a group make a tree, so paths are few.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
MATCH (n)-[edges:SAME_AS*0..16]-(m:Entity)
WHERE all(r IN edges WHERE r.retracted_at IS NULL)
RETURN DISTINCT n.id AS id, m.id AS member_id, m.name AS name ORDER BY id, member_id

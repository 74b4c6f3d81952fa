// name: entities.list_edges_same(ids, user_id)
// Standing merges that some entities take part in.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
MATCH (n)-[r:SAME_AS]->(m:Entity)
WHERE r.retracted_at IS NULL
RETURN n.id AS a_id, m.id AS b_id, n.name AS a, m.name AS b, r.score AS score, r.rule AS rule,
       r.by AS by, r.reason AS reason, r.recorded_at AS recorded_at, r.retracted_at AS retracted_at
ORDER BY a_id, b_id

// name: entities.list_merges_same(user_id)
// All merges of names, those that were undone too, in order of time.
MATCH (a:Entity)-[r:SAME_AS]->(b:Entity)
USING INDEX a:Entity(user_id)
WHERE a.user_id = $user_id
RETURN a.id AS a_id, b.id AS b_id, a.name AS a, b.name AS b, r.score AS score, r.rule AS rule,
       r.by AS by, r.reason AS reason, r.recorded_at AS recorded_at, r.retracted_at AS retracted_at
ORDER BY recorded_at, a_id, b_id, retracted_at

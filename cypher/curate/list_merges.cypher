// name: curate.list_merges(id, user_id)
// With whom an entity was taken as one, and from whom it was told apart; what was undone too.
MATCH (x:Entity {id: $id, user_id: $user_id})-[r:SAME_AS|DIFFERS_FROM]-(:Entity)
USING INDEX x:Entity(id)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN type(r) AS type, a.id AS source, b.id AS target, a.name AS source_name, b.name AS target_name,
       r.by AS by, r.reason AS reason, r.recorded_at AS recorded_at, r.retracted_at AS retracted_at
ORDER BY recorded_at, source, target, type

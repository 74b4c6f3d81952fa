// name: sleep.list_ties(ids, user_id)
// Ties that stand between some facts and others.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)-[d:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH]-(g:Fact)
WHERE g.user_id = $user_id AND d.retracted_at IS NULL
WITH DISTINCT d, startNode(d) AS a, endNode(d) AS b
RETURN type(d) AS kind, a.id AS source, b.id AS target, d.at AS at,
       coalesce(d.recorded_at, d.detected_at, 0) AS recorded_at, coalesce(d.by, '') AS by
ORDER BY kind, source, target, recorded_at

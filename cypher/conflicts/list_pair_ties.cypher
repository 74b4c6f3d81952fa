// name: conflicts.list_pair_ties(ids, user_id)
// Ties between some facts and any others, also those that were taken back; and whether anything
// still states the fact at their start.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})-[r:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH|RIVALS]-(:Fact)
USING INDEX f:Fact(id)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN type(r) AS kind, a.id AS source, b.id AS target, r.at AS at, coalesce(r.by, '') AS by,
       coalesce(r.recorded_at, r.detected_at, 0) AS recorded_at, r.retracted_at AS retracted_at,
       EXISTS { MATCH (a)<-[s:STATES]-() WHERE s.retracted_at IS NULL } AS stated
ORDER BY kind, source, target, recorded_at, coalesce(at, -1), coalesce(retracted_at, -1)

// name: facts.list_successors(ids, user_id)
// What took the place of facts, also what was taken back; and whether anything still states it.
UNWIND $ids AS id
MATCH (b:Fact {id: id, user_id: $user_id})<-[r:SUPERSEDES]-(a:Fact)
USING INDEX b:Fact(id)
RETURN a.id AS source, b.id AS target, r.at AS at, coalesce(r.recorded_at, 0) AS recorded_at,
       r.retracted_at AS retracted_at, r.decided_at AS decided_at,
       EXISTS { MATCH (a)<-[s:STATES]-() WHERE s.retracted_at IS NULL } AS stated
ORDER BY source, target, recorded_at, coalesce(at, -1)

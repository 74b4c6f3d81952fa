// name: sleep.list_told(ids, user_id)
// From when the statements of some facts hold, and when they were recorded.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)<-[s:STATES]-(u:Event|Sentence)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(u)
WITH f, s, coalesce(e, u) AS e
RETURN f.id AS fact_id, coalesce(s.valid_from, e.occurred_at) AS start,
       coalesce(s.recorded_at, e.recorded_at) AS recorded_at
ORDER BY fact_id, start, recorded_at

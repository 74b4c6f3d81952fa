// name: recall.find_statements(ids, user_id, limit)
// Who states some facts: the latest statements first, those that were retracted too; at most $limit.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (f)<-[s:STATES]-(u:Event|Sentence)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(u)
WITH f, s, coalesce(e, u) AS e
WHERE e.user_id = $user_id
RETURN f.id AS fact_id, e.id AS event_id, e.occurred_at AS occurred_at, s.valid_from AS valid_from,
       s.valid_to AS valid_to, coalesce(s.recorded_at, e.recorded_at) AS recorded_at,
       s.retracted_at AS retracted_at
ORDER BY occurred_at DESC, fact_id, event_id, recorded_at, coalesce(retracted_at, -1),
         coalesce(valid_from, -1), coalesce(valid_to, -1)
LIMIT $limit

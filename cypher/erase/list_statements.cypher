// name: erase.list_statements(ids, user_id)
// What is said of facts: each statement's own values, and when it was retracted if it was.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[s:STATES]-(u:Event|Sentence)
USING INDEX f:Fact(id)
OPTIONAL MATCH (w:Event)-[:HAS_SENTENCE]->(u)
WITH f, s, coalesce(w, u) AS e
RETURN f.id AS id, coalesce(s.text, f.text) AS text, s.literal AS literal,
       s.valid_from AS valid_from, s.valid_to AS valid_to, s.confidence AS confidence,
       coalesce(s.recorded_at, e.recorded_at) AS recorded_at, s.retracted_at AS retracted_at,
       e.occurred_at AS occurred_at

// name: access.list_judged(rows, user_id)
// Recalls and events that feedback is about, as they are now; nothing for what was erased. rows: context_id, event_id
UNWIND $rows AS row
MATCH (a:Access {id: row.context_id, user_id: $user_id})
USING INDEX a:Access(id)
MATCH (e:Event {id: row.event_id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (a)-[d:DOUBTS]->(e)
WHERE d.retracted_at IS NULL
WITH a, e, count(d) AS doubts
RETURN DISTINCT a.id AS context_id, e.id AS event_id, e.strength AS strength,
       coalesce(e.helpful_count, 0) AS helpful, coalesce(e.irrelevant_count, 0) AS irrelevant,
       a.judged_ids AS judged_ids, a.verdicts AS verdicts, a.judged_at AS judged_at, doubts
ORDER BY context_id, event_id

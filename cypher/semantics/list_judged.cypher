// name: semantics.list_judged(rows, user_id)
// Recalls and semantic memories that feedback is about, as access.list_judged gives events. rows: context_id, event_id
UNWIND $rows AS row
MATCH (a:Access {id: row.context_id, user_id: $user_id})
USING INDEX a:Access(id)
MATCH (s:Semantic {id: row.event_id, user_id: $user_id})
USING INDEX s:Semantic(id)
RETURN DISTINCT a.id AS context_id, s.id AS event_id, s.strength AS strength,
       coalesce(s.helpful_count, 0) AS helpful, coalesce(s.irrelevant_count, 0) AS irrelevant,
       a.judged_ids AS judged_ids, a.verdicts AS verdicts, a.judged_at AS judged_at, 0 AS doubts
ORDER BY context_id, event_id

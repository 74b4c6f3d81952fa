// name: curate.list_recalls(id, user_id)
// Recalls that returned an event, and what was said of it there.
MATCH (a:Access {user_id: $user_id})
WHERE $id IN a.event_ids
RETURN a.id AS id, a.at AS at, a.query AS query, a.judged_ids AS judged_ids, a.verdicts AS verdicts,
       a.judged_at AS judged_at
ORDER BY at, id

// name: curate.list_doubts(user_id)
// Events that somebody called wrong where a recall returned them, and how that was closed.
MATCH (a:Access {user_id: $user_id})-[r:DOUBTS]->(e:Event)
USING INDEX a:Access(user_id)
RETURN a.id AS access_id, e.id AS event_id, a.query AS query, r.recorded_at AS recorded_at,
       r.retracted_at AS retracted_at, r.closed_by AS closed_by, r.reason AS reason,
       r.revision AS revision, r.retracted_revision AS retracted_revision, r.restores AS restores
ORDER BY access_id, event_id, recorded_at, revision

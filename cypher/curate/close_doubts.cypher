// name: curate.close_doubts(rows, user_id, revision, now)!
// Close corrections that were asked for. rows: event_id, access_id (null: every recall's), closed_by, reason
UNWIND $rows AS row
MATCH (e:Event {id: row.event_id, user_id: $user_id})<-[r:DOUBTS]-(a:Access)
USING INDEX e:Event(id)
WHERE r.retracted_at IS NULL AND (row.access_id IS NULL OR a.id = row.access_id)
SET r.retracted_at = $now, r.retracted_revision = $revision, r.closed_by = row.closed_by, r.reason = row.reason

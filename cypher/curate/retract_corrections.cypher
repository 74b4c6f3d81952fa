// name: curate.retract_corrections(id, user_id, revision, now, reason)!
// Set aside what an event corrects.
MATCH (a:Event {id: $id, user_id: $user_id})-[r:CORRECTS]->(:Event)
USING INDEX a:Event(id)
WHERE r.retracted_at IS NULL
SET r.retracted_at = $now, r.retracted_revision = $revision, r.retracted_reason = $reason

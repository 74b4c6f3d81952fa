// name: curate.set_kind(id, user_id, revision)!
// An event that corrects is a correction, whatever its words look like.
MATCH (e:Event {id: $id, user_id: $user_id})
USING INDEX e:Event(id)
SET e.kind = 'correction', e.revision = $revision

// name: archive.find_archived(ids, user_id)
// Those of some whole events that are in the archive.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.tier = 'archive'
RETURN e.id AS id ORDER BY id

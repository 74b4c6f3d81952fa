// name: erase.lift_tombstones(ids, user_id)!
// Let things come back: the user told them again on purpose.
UNWIND $ids AS id
MATCH (t:Tombstone {id: id, user_id: $user_id})
USING INDEX t:Tombstone(id)
SET t.bars = false

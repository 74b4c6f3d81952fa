// name: erase.find_barred(ids, user_id)
// Those of some tombstones whose thing must not come back.
UNWIND $ids AS id
MATCH (t:Tombstone {id: id, user_id: $user_id})
USING INDEX t:Tombstone(id)
WHERE t.bars = true
RETURN t.id AS id ORDER BY id

// name: erase.create_tombstones(rows, user_id, revision, now)!
// Leave a keyed hash of each removed id, so that caches behind learn of it, and of what must not
// come back. rows: id, key, bars (refused when it is told again)
UNWIND $rows AS row
MERGE (t:Tombstone {id: row.id, user_id: $user_id})
SET t.key = row.key, t.revision = $revision, t.at = $now,
    t.bars = CASE WHEN row.bars THEN true ELSE t.bars END

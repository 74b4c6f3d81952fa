// name: erase.create_tombstones(rows, user_id, revision, now)!
// Leave a keyed hash of each removed id, so that caches behind learn of it. rows: id, key
UNWIND $rows AS row
MERGE (t:Tombstone {id: row.id, user_id: $user_id})
SET t.key = row.key, t.revision = $revision, t.at = $now

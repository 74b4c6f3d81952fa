// name: copy.read_tombstones(ids, user_id)
// Every property of some Tombstone nodes.
UNWIND $ids AS id
MATCH (n:Tombstone {id: id, user_id: $user_id}) USING INDEX n:Tombstone(id)
RETURN 'Tombstone' AS label, properties(n) AS properties

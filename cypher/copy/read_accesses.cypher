// name: copy.read_accesses(ids, user_id)
// Every property of some Access nodes.
UNWIND $ids AS id
MATCH (n:Access {id: id, user_id: $user_id}) USING INDEX n:Access(id)
RETURN 'Access' AS label, properties(n) AS properties

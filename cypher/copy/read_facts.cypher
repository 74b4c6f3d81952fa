// name: copy.read_facts(ids, user_id)
// Every property of some Fact nodes.
UNWIND $ids AS id
MATCH (n:Fact {id: id, user_id: $user_id}) USING INDEX n:Fact(id)
RETURN 'Fact' AS label, properties(n) AS properties

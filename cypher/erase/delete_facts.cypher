// name: erase.delete_facts(ids, user_id)!
// Remove facts with their edges.
UNWIND $ids AS id MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
DETACH DELETE f

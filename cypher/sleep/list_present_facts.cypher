// name: sleep.list_present_facts(ids, user_id)
// Which of some facts stand.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
WHERE f.status = 'active'
RETURN f.id AS id ORDER BY id

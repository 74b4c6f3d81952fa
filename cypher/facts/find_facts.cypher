// name: facts.find_facts(ids, user_id)
// Facts among $ids that exist, with what all their statements that stand agree on; and whether
// another one ever took their place.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
RETURN f.id AS id, f.text AS text, f.literal AS literal, f.valid_from AS valid_from,
       f.valid_to AS valid_to, f.confidence AS confidence, f.status AS status,
       EXISTS { MATCH (f)<-[:SUPERSEDES]-() } AS replaced

// name: facts.list_losers(ids, user_id)
// Facts whose place other ones took.
UNWIND $ids AS id
MATCH (a:Fact {id: id, user_id: $user_id})-[:SUPERSEDES]->(b:Fact)
USING INDEX a:Fact(id)
RETURN DISTINCT b.id AS id ORDER BY id

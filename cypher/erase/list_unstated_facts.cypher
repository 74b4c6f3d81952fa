// name: erase.list_unstated_facts(ids, user_id)
// Those of $ids that nothing states any more.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
WHERE NOT EXISTS { MATCH ()-[:STATES]->(f) }
OPTIONAL MATCH (f)-[:SUBJECT|OBJECT]->(n:Entity)
RETURN f.id AS id, f.text AS text, collect(n.id) AS entities ORDER BY id

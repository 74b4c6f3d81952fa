// name: sleep.list_facts(ids, user_id)
// Some facts, as far as they are asserted and stand.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})
USING INDEX f:Fact(id)
WHERE f.status = 'active' AND f.modality = 'asserted'
MATCH (f)-[:SUBJECT]->(n:Entity)
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN f.id AS id, f.predicate AS predicate, f.polarity AS polarity, f.literal AS literal,
       n.id AS subject_id, n.name AS subject, n.kind AS subject_kind,
       o.id AS object_id, o.name AS object, o.kind AS object_kind
ORDER BY id

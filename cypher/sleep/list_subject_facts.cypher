// name: sleep.list_subject_facts(ids, user_id, limit)
// What is asserted of some entities, whatever it is: at most $limit facts of each.
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Entity {id: id, user_id: $user_id})
  MATCH (n)<-[:SUBJECT]-(f:Fact)
  WHERE f.status = 'active' AND f.modality = 'asserted'
  RETURN n, f ORDER BY f.id LIMIT $limit
}
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN f.id AS id, f.predicate AS predicate, f.polarity AS polarity, f.literal AS literal,
       n.id AS subject_id, n.name AS subject, n.kind AS subject_kind,
       o.id AS object_id, o.name AS object, o.kind AS object_kind
ORDER BY id

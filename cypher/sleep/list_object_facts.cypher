// name: sleep.list_object_facts(rows, user_id)
// What is asserted of any subject about some objects. rows: id (of an entity), predicates
UNWIND $rows AS row
MATCH (o:Entity {id: row.id, user_id: $user_id})
USING INDEX o:Entity(id)
MATCH (o)<-[:OBJECT]-(f:Fact)
WHERE f.status = 'active' AND f.modality = 'asserted' AND f.predicate IN row.predicates
MATCH (f)-[:SUBJECT]->(n:Entity)
RETURN f.id AS id, f.predicate AS predicate, f.polarity AS polarity, f.literal AS literal,
       n.id AS subject_id, n.name AS subject, n.kind AS subject_kind,
       o.id AS object_id, o.name AS object, o.kind AS object_kind
ORDER BY id

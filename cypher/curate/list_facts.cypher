// name: curate.list_facts(ids, user_id)
// Some facts, in words that two statements are compared by.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})-[:SUBJECT]->(n:Entity)
USING INDEX f:Fact(id)
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN DISTINCT f.id AS id, f.text AS text, f.predicate AS predicate, f.polarity AS polarity,
       f.modality AS modality, n.id AS subject_id, n.name AS subject, n.kind AS subject_kind,
       coalesce(o.name, f.literal) AS object, o.kind AS object_kind
ORDER BY text, id

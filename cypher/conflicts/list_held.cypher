// name: conflicts.list_held(predicates, user_id, limit)
// Facts by some predicates of which a thing has one subject at a time, with that thing; at most
// $limit of each, those written last first.
UNWIND $predicates AS predicate
CALL (predicate) {
  MATCH (f:Fact {predicate: predicate, user_id: $user_id})
  WHERE f.status = 'active' AND f.modality IN ['asserted', 'reported']
  RETURN f ORDER BY f.revision DESC, f.id LIMIT $limit
}
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN f.id AS id, coalesce(o.name, f.literal) AS thing ORDER BY id

// name: conflicts.list_told_of(ids, predicates, user_id, limit)
// Facts by some predicates whose object is one of some entities, those written last first, at most
// $limit of each.
UNWIND $ids AS thing
CALL (thing) {
  MATCH (o:Entity {id: thing, user_id: $user_id})
  USING INDEX o:Entity(id)
  MATCH (o)<-[:OBJECT]-(f:Fact)
  WHERE f.predicate IN $predicates AND f.status = 'active'
    AND f.modality IN ['asserted', 'reported']
  RETURN f.id AS id, f.predicate AS predicate, f.revision AS revision
  ORDER BY revision DESC, id LIMIT $limit
}
RETURN thing, id, predicate, revision ORDER BY thing, revision DESC, id

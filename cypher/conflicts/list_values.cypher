// name: conflicts.list_values(predicates, user_id, limit, sure, judged)
// Values that subjects have by some predicates, of facts that stand and did not change after the
// revision $judged: $limit facts of each. Those in an open conflict of which one is as sure as
// $sure are not values side by side.
UNWIND $predicates AS predicate
CALL (predicate) {
  MATCH (f:Fact {predicate: predicate, user_id: $user_id})
  WHERE f.status = 'active' AND f.modality = 'asserted' AND f.polarity AND f.valid_to IS NULL
    AND f.revision <= $judged
    AND NOT EXISTS {
      MATCH (f)-[d:CONFLICTS_WITH]-(:Fact) WHERE d.retracted_at IS NULL AND d.score >= $sure
    }
  RETURN f ORDER BY f.id LIMIT $limit
}
MATCH (f)-[:SUBJECT]->(n:Entity)
OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity)
RETURN predicate, n.id AS subject_id, coalesce(o.name, f.literal) AS value
ORDER BY predicate, subject_id, value

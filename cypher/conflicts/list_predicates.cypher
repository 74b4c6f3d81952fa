// name: conflicts.list_predicates(user_id)
// Predicates that the user's facts have.
MATCH (f:Fact)
WHERE f.user_id = $user_id
RETURN DISTINCT f.predicate AS predicate ORDER BY predicate

// name: conflicts.list_unjudged(user_id, revision, limit)
// Facts that changed after $revision and that stand, in order of their change.
MATCH (f:Fact)
WHERE f.revision > $revision AND f.user_id = $user_id
WITH f WHERE f.status = 'active'
RETURN f.id AS id, f.slot AS slot, f.predicate AS predicate, f.modality AS modality, f.revision AS revision
ORDER BY revision, id LIMIT $limit

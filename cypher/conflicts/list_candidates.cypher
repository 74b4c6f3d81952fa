// name: conflicts.list_candidates(slots, user_id, limit)
// Facts of some subjects by some predicates that are said to be so, those written last first, at
// most $limit of each. slots: ids of subjects and predicates, joined by ":"
UNWIND $slots AS slot
CALL (slot) {
  MATCH (f:Fact {slot: slot, user_id: $user_id})
  WHERE f.status = 'active' AND f.modality IN ['asserted', 'reported']
  RETURN f.id AS id, f.revision AS revision ORDER BY revision DESC, id LIMIT $limit
}
RETURN slot, id, revision ORDER BY revision DESC, id

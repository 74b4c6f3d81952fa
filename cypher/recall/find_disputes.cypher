// name: recall.find_disputes(ids, user_id, known_at)
// Facts that some events state and others of them tell otherwise: in conflict, or put in another's
// place. Only what stands and was known at $known_at (epoch ms).
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[s:STATES]->(f:Fact)-[d:CONFLICTS_WITH|SUPERSEDES]->(g:Fact)
MATCH (g)<-[t:STATES]-(v)<-[:HAS_SENTENCE*0..1]-(o:Event)
WHERE o.user_id = $user_id AND o.id IN $ids
  AND s.retracted_at IS NULL AND t.retracted_at IS NULL AND d.retracted_at IS NULL
  AND coalesce(d.recorded_at, d.detected_at, 0) <= $known_at
RETURN DISTINCT e.id AS id, o.id AS other_id, type(d) = 'SUPERSEDES' AS replaces,
       f.text AS fact, g.text AS against
ORDER BY id, other_id, replaces, fact, against

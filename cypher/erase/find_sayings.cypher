// name: erase.find_sayings(forms, user_id)
// Whole events with statements whose words hold one of some forms.
MATCH (f:Fact {user_id: $user_id})<-[s:STATES]-(x)
WHERE any(form IN $forms WHERE s.text CONTAINS form OR s.literal CONTAINS form
                               OR f.text CONTAINS form OR f.literal CONTAINS form)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
WITH coalesce(e, x) AS unit
OPTIONAL MATCH (unit)-[:PART_OF]->(p:Event)
RETURN DISTINCT coalesce(p.id, unit.id) AS id ORDER BY id
